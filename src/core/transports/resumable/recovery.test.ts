import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createChatStream } from '../../stream/createChatStream.ts'
import {
  breakAfter,
  respondWith,
  startRunServer,
} from '../../stream/resumableServer.test-helper.ts'
import { NO_DELAY, WORDS } from '../../stream/resumedChat.test-helper.ts'
import { textOf } from '../../text.ts'
import { sessionTransport } from '../session.ts'
import { withRecovery, type Recover } from './recovery.ts'

/** Asks over a connection that breaks; then the server answers with a status. */
async function askAndLose(recover: Recover, status: number) {
  const { url } = await startRunServer(WORDS, [breakAfter(2), respondWith(status)])
  const transport = withRecovery(sessionTransport, recover)
  const chat = createChatStream({ url, transport, retry: NO_DELAY })
  onTestFinished(chat.dispose)
  return chat.send('Tell me')
}

describe('withRecovery()', () => {
  test.each([204, 400, 404, 410])(
    'completes an answer after status %i with the one that `recover` fetched',
    async (status) => {
      const recover = vi.fn<Recover>(async () => ({
        parts: [
          { type: 'reasoning', text: 'Hm.' },
          { type: 'tool', id: 't', name: 'clock', args: '{}', output: 9 },
          { type: 'step-start' },
          { type: 'text', text: 'Once.' },
          { type: 'source', url: 'https://example.com' },
        ],
        usage: { outputTokens: 2 },
        finishReason: 'stop',
      }))
      const answer = await askAndLose(recover, status)
      expect(answer).toMatchObject({
        outcome: 'complete',
        finishReason: 'stop',
        usage: { outputTokens: 2 },
        parts: [
          { type: 'reasoning' },
          { type: 'tool', args: '{}', output: 9, state: 'output-available' },
          { type: 'text', text: 'Once.' },
          { type: 'source' },
        ],
      })
      expect(recover.mock.calls[0]?.[0]).toMatchObject({ last: 2 })
    },
  )

  test('lets the dialect read an answer in the format of the server', async () => {
    const data = '{"content":"Once.","done":true}'
    const answer = await askAndLose(async () => ({ data }), 404)
    expect([textOf(answer), answer.outcome]).toEqual(['Once.', 'complete'])
  })

  test('ends the answer as before if `recover` finds nothing', async () => {
    const answer = await askAndLose(async () => undefined, 410)
    expect(textOf(answer)).toBe('Once upon')
    expect(answer).toMatchObject({ outcome: 'truncated', error: { status: 410 }, run: undefined })
  })

  test('does not recover from other errors', async () => {
    const recover = vi.fn<Recover>()
    expect(await askAndLose(recover, 401)).toMatchObject({ outcome: 'truncated' })
    expect(recover).not.toHaveBeenCalled()
  })
})
