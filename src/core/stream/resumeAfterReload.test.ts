import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import { breakAfter, respondWith, startRunServer, sendRest } from './resumableServer.test-helper.ts'
import { type ScriptedServer } from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { ask, chatWith, NO_DELAY, TEXT, WORDS } from './resumedChat.test-helper.ts'

describe('resume()', () => {
  /** Returns a chat with the messages as a store restores them after a reload. */
  function reloaded(messages: readonly ChatMessage[], server: ScriptedServer): ChatStream {
    let list = JSON.parse(JSON.stringify(messages)) as readonly ChatMessage[]
    const chat = createChatStream(
      { url: server.url, transport: 'session', retry: NO_DELAY },
      { messages: { get: () => list, set: (changed) => (list = changed) } },
    )
    onTestFinished(chat.dispose)
    return chat
  }

  test('finds the run after a reload, and the text appears once', async () => {
    const server = await startRunServer(WORDS, [({ send }) => send(3), sendRest])
    const before = chatWith(server)
    void before.send('Tell me')
    await vi.waitFor(() =>
      expect(textOf(before.getState().messages[1] as ChatMessage)).toBe('Once upon a'),
    )
    const chat = reloaded(before.getState().messages, server)
    const texts = new Set<string>()
    chat.subscribe(() => texts.add(textOf(chat.getState().messages[1] as ChatMessage)))
    const answer = await chat.resume()
    expect(textOf(answer)).toBe(TEXT)
    expect(answer).toMatchObject({ outcome: 'complete', run: undefined })
    // The former text stays visible until there is more.
    expect([...texts][0]).toBe('Once upon a')
    expect([...texts].every((text) => text.startsWith('Once upon a'))).toBe(true)
    expect(server.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(chat.getState().messages).toHaveLength(2)
  })

  test('continues an answer that was given up', async () => {
    const { chat } = await ask([breakAfter(2), breakAfter(2), sendRest], {
      retry: { ...NO_DELAY, maxAttempts: 1 },
    })
    expect(chat.getState().status).toBe('error')
    const answer = await chat.resume()
    expect(textOf(answer)).toBe(TEXT)
    expect(chat.getState().status).toBe('ready')
  })

  test('keeps the former text if the server has less', async () => {
    const { chat } = await ask([breakAfter(3), respondWith(503), breakAfter(1), respondWith(404)], {
      retry: { ...NO_DELAY, maxAttempts: 1 },
    })
    const answer = await chat.resume()
    expect(textOf(answer)).toBe('Once upon a')
    expect(answer.outcome).toBe('truncated')
  })

  test('is called by regenerate() if nothing of the answer was shown', async () => {
    const { server, chat } = await ask([breakAfter(0), sendRest], { retry: false })
    expect(textOf(await chat.regenerate())).toBe(TEXT)
    expect(chat.getState().messages).toHaveLength(2)
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
  })

  test('ends the wait while an answer streams, and resolves to that answer', async () => {
    const server = await startRunServer(WORDS, [breakAfter(2), sendRest])
    const chat = chatWith(server, { retry: { baseDelay: 1e9, maxDelay: 1e9 } })
    vi.spyOn(Math, 'random').mockReturnValue(0.9)
    onTestFinished(() => void vi.restoreAllMocks())
    const sent = chat.send('Tell me')
    await vi.waitFor(() => expect(chat.getState().status).toBe('reconnecting'))
    expect(await chat.resume()).toBe(await sent)
    expect(textOf(await sent)).toBe(TEXT)
  })

  test('rejects after a complete answer, and without any answer', async () => {
    const { chat } = await ask([sendRest])
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
    chat.clear()
    await expect(chat.resume()).rejects.toMatchObject({ kind: 'argument' })
  })
})

test('abandon() leaves the run to another tab: the message has no outcome, and nothing stops the run', async () => {
  const server = await startRunServer(WORDS, [({ send }) => send(2), sendRest])
  const chat = chatWith(server)
  const sent = chat.send('Tell me')
  const queued = chat.send('And then?')
  await vi.waitFor(() => expect(chat.getState().status).toBe('streaming'))
  await vi.waitFor(() => expect(chat.getState().messages[1]?.parts).not.toEqual([]))
  chat.abandon()
  expect(chat.getState()).toMatchObject({ status: 'ready', queue: [] })
  expect((await queued).outcome).toBe('stopped')
  const message = await sent
  expect(message.outcome).toBeUndefined()
  expect(chat.getState().messages.at(-1)?.id).toBe(message.id)
  expect(textOf(await chat.resume())).toBe(TEXT)
  expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET'])
})
