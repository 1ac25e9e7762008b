import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ChatStream } from './chatStream.ts'
import {
  breakAfter,
  respondWith,
  startRunServer,
  sendRest,
  type Connection,
} from './resumableServer.test-helper.ts'
import { breakConnection, startServer, sendPieces } from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { chatWith, lastEventIds, TEXT, WORDS } from './resumedChat.test-helper.ts'

afterEach(() => void vi.unstubAllGlobals())

describe('the wait before another connection', () => {
  async function waitOf(connection: Connection): Promise<number | undefined> {
    const server = await startRunServer(WORDS, [connection, sendRest])
    const waits = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => waits.mockRestore())
    const chat = chatWith(server)
    let wait: number | undefined
    chat.subscribe(() => {
      if (chat.getState().status === 'reconnecting') wait ??= waits.mock.lastCall?.[1]
      chat.wake()
    })
    await chat.send('Tell me')
    return wait
  }

  test('is at least the value of `retry:`', async () => {
    const asksForTime: Connection = async ({ response, event }) => {
      await sendPieces(response, ['retry: 54321\n\n', event(1)])
      breakConnection(response)
    }
    expect(await waitOf(asksForTime)).toBe(54_321)
  })

  test('is the value of `Retry-After`', async () => {
    const server = await startRunServer(WORDS, [
      breakAfter(2),
      respondWith(503, { 'retry-after': '54' }),
    ])
    const waits = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => waits.mockRestore())
    const chat = chatWith(server)
    void chat.send('Tell me')
    await vi.waitFor(() => expect(waits).toHaveBeenCalledWith(expect.anything(), 54_000))
  })
})

describe('a chat whose page is frozen or offline', () => {
  /** Sends two words, then falls silent. */
  const silentAfter2: Connection = ({ send }) => send(2)

  async function untilTwoWords(chat: ChatStream): Promise<void> {
    await vi.waitFor(() =>
      expect(textOf(chat.getState().messages[1] as ChatMessage)).toBe('Once upon'),
    )
  }

  test('hold() closes the connection, and wake() resumes the answer', async () => {
    const server = await startRunServer(WORDS, [silentAfter2, sendRest])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.hold()
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(lastEventIds(server)).toHaveLength(1)
    chat.wake()
    expect(textOf(await answer)).toBe(TEXT)
    expect(lastEventIds(server)).toEqual([undefined, '2'])
  })

  test('hold() keeps a connection open that cannot be resumed', async () => {
    const server = await startServer((_, response) =>
      sendPieces(response, ['data: {"content":"Hi"}\n\n']),
    )
    const chat = chatWith(server, { transport: 'get' })
    void chat.send('Hi')
    await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
    chat.hold()
    chat.wake()
    expect(chat.getState().status).toBe('streaming')
  })

  test('wake() replaces a connection that was silent since the network went away', async () => {
    const server = await startRunServer(WORDS, [silentAfter2, sendRest])
    const chat = chatWith(server)
    const answer = chat.send('Tell me')
    await untilTwoWords(chat)
    chat.wake(Date.now() - 60_000)
    expect(chat.getState().status).toBe('streaming')
    chat.wake(Date.now())
    expect(textOf(await answer)).toBe(TEXT)
  })

  test('waits for the network as long as it takes', async () => {
    const server = await startRunServer(WORDS, [
      breakAfter(2),
      breakAfter(2),
      breakAfter(2),
      sendRest,
    ])
    const network = { onLine: false }
    vi.stubGlobal('navigator', network)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    onTestFinished(() => timers.mockRestore())
    const maxDelay = 61_234
    const waits = () => timers.mock.calls.filter(([, delay]) => delay === maxDelay)
    const chat = chatWith(server, { retry: { baseDelay: 0, maxDelay, maxAttempts: 1 } })
    const answer = chat.send('Tell me')
    for (const connections of [1, 2, 3]) {
      // Its status is also `reconnecting` while the next connection is being made, which wake() would not end.
      await vi.waitFor(() => expect(waits()).toHaveLength(connections))
      expect(lastEventIds(server)).toHaveLength(connections)
      network.onLine = connections === 3
      chat.wake()
    }
    expect(textOf(await answer)).toBe(TEXT)
  })
})
