import { describe, expect, test } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import { textOf } from '../text.ts'
import type { Transport } from '../types.ts'
import { createTestChat } from './testChat.test-helper.ts'

describe('a custom dialect or transport', () => {
  test('can read any server’s format', async () => {
    const transport: Transport = async function* () {
      yield { event: 'message', data: 'H', id: '' }
      yield { event: 'message', data: 'i', id: '' }
      yield { event: 'bye', data: '', id: '' }
      yield { event: 'message', data: 'ignored', id: '' }
    }
    const chat = createChatStream({
      url: 'http://localhost/',
      transport,
      dialect: {
        name: 'mine',
        decode: ({ event, data }, state) => {
          state['count'] = Number(state['count'] ?? 0) + 1
          if (event !== 'bye') return [{ type: 'text-delta', text: `${data}${state['count']}` }]
          return [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
        },
      },
    })
    expect(await chat.send('Hello')).toMatchObject({
      outcome: 'complete',
      parts: [{ type: 'text', text: 'H1i2' }],
    })
    // Each answer starts with empty notes.
    expect(textOf(await chat.send('Again'))).toBe('H1i2')
  })

  test('that throws fails the answer with its name in the message', async () => {
    const { chat, next } = createTestChat({
      dialect: {
        name: 'mine',
        decode: () => {
          throw new TypeError('oops')
        },
      },
    })
    const answer = chat.send('Hello')
    await (await next()).record({ data: 'x' })
    const { outcome, error } = await answer
    expect(outcome).toBe('failed')
    expect(error).toMatchObject({ kind: 'parse', message: expect.stringContaining('`mine`') })
    expect(chat.getState().error?.cause).toBeInstanceOf(TypeError)
  })
})

test('a corrected text must have the length that the end reports', async () => {
  const transport: Transport = async function* (_, context) {
    context.onResumable('s'.repeat(32))
    yield { event: 'message', data: '{}', id: '1' }
  }
  const { chat } = createTestChat({
    transport,
    dialect: {
      name: 'corrected',
      decode: () => [
        { type: 'text-delta', text: 'Godmorning' },
        { type: 'correction', of: 'text', replaced: 8, text: 'od morning' },
        { type: 'finish', outcome: 'complete', length: 'Good morning'.length },
        { type: 'stream-end' },
      ],
    },
  })
  const answer = await chat.send('Hi')
  expect(textOf(answer)).toBe('Good morning')
  expect(answer.outcome).toBe('complete')
  expect(answer.metrics?.attempts).toBe(1)
})
