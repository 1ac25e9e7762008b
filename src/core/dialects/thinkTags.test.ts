import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { startServer, sendStream } from '../stream/scriptedServer.test-helper.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { Dialect, DialectState, StreamEvent } from '../types.ts'
import { auto } from './auto.ts'
import { content } from './formats/content.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { dify } from './formats/dify.ts'
import { openai } from './formats/openai.ts'
import { withThinkTags, type ThinkTagOptions } from './thinkTags.ts'

/** Returns the result for a text that the server sends in these pieces. */
async function read(pieces: readonly string[], options?: ThinkTagOptions) {
  const body = sse(...pieces.map((piece) => ({ content: piece }))) + 'event: close\ndata:\n\n'
  const { message, outcome } = await decodeAll(withThinkTags(content, options), body)
  return { thought: reasoningOf(message), text: textOf(message), outcome }
}

describe('withThinkTags() and reasoning in tags', () => {
  test.each([
    ['<think>Let me see.</think>It is 4.', 'Let me see.', 'It is 4.'],
    ['<think>\nLet me see.\n</think>\n\nIt is 4.', 'Let me see.', 'It is 4.'],
    ['\n <think>One.\n\nTwo.</think>It is 4.', 'One.\n\nTwo.', 'It is 4.'],
    // The form that Qwen writes if it does not reason.
    ['<think>\n\n</think>\n\nIt is 4.', '', 'It is 4.'],
    ['<think>Is a<b, or </b>?</think>It is.', 'Is a<b, or </b>?', 'It is.'],
    ['<think>Only that.</think>', 'Only that.', ''],
  ])('extracts it from %j, however the text is cut', async (whole, thought, text) => {
    expect(await read([whole])).toEqual({ thought, text, outcome: 'complete' })
    expect(await read([...whole])).toEqual({ thought, text, outcome: 'complete' })
    for (let cut = 1; cut < whole.length; cut += 1)
      expect(await read([whole.slice(0, cut), whole.slice(cut)])).toMatchObject({ thought, text })
  })

  test.each([
    'It is 4.',
    '  Indented.',
    'Write <think>so</think> for thoughts.',
    '<thinking>Another tag.</thinking>',
    '<thi',
    '< 4',
    '',
    ' \n',
  ])('finds none in %j and leaves the text unchanged', async (text) => {
    expect(await read([text])).toMatchObject({ thought: '', text })
    expect(await read([...text])).toMatchObject({ thought: '', text })
  })

  test.each([
    ['<think>Let me s', 'Let me s'],
    ['<think>Let me see.</thi', 'Let me see.</thi'],
    ['<think>', ''],
  ])('also extracts it without a closing tag: %j', async (whole, thought) => {
    expect(await read([...whole])).toMatchObject({ thought, text: '' })
  })

  test('streams it piece by piece', () => {
    const dialect = withThinkTags(content)
    const state: DialectState = {}
    const say = (text: string) =>
      dialect.decode({ event: 'message', data: JSON.stringify({ content: text }), id: '' }, state)
    expect(say('<think>')).toEqual([])
    expect(say('Let me')).toEqual([{ type: 'reasoning-delta', text: 'Let me' }])
    expect(say(' see <')).toEqual([{ type: 'reasoning-delta', text: ' see' }])
    expect(say('b')).toEqual([{ type: 'reasoning-delta', text: ' <b' }])
    expect(say('</think>')).toEqual([])
    expect(say('Yes')).toEqual([{ type: 'text-delta', text: 'Yes' }])
  })

  test('accepts text that begins inside the reasoning, and a custom tag', async () => {
    expect(await read([...'Hm.\n</think>\n4.'], { startWithReasoning: true })).toMatchObject({
      thought: 'Hm.',
      text: '4.',
    })
    expect(await read([...'<thought>Hm.</thought>4.'], { tag: 'thought' })).toMatchObject({
      thought: 'Hm.',
      text: '4.',
    })
    expect(() => withThinkTags(content, { tag: '<think>' })).toThrow(/`tag` must be a name/)
  })

  test('extracts it again after a tool call', async () => {
    const call = { tool: { id: 'c', name: 'clock', output: '12' } }
    const { message } = await decodeAll(
      withThinkTags(content),
      sse({ content: '<think>A</think>One.' }, call, { content: '<think>B</think>Two.' }),
    )
    expect(message.parts.map((part) => ('text' in part ? part.text : part.type))) //
      .toEqual(['A', 'One.', 'tool', 'B', 'Two.'])
  })

  test('gives the same result for any text, however it is cut', async () => {
    const word = fc.constantFrom('<think>', '</think>', '<', '/think>', 'a', ' ', '\n', '中😀')
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 12 }), async (pieces) => {
        const whole = pieces.join('')
        const cut = await read(pieces)
        expect(cut).toEqual(await read([whole]))
        if (whole.trimStart().startsWith('<think>')) return
        expect(cut).toMatchObject({ thought: '', text: whole })
      }),
    )
  })
})

test('withThinkTags() shows the held text before an error', async () => {
  const body = sse({ content: ' <' }, { error: { message: 'Overloaded' } })
  const { message, outcome } = await decodeAll(withThinkTags(content), body)
  expect(textOf(message)).toBe(' <')
  expect(outcome).toBe('failed')
})

test('withThinkTags() passes all other events through unchanged', async () => {
  const delta = (fields: object) => ({ choices: [{ index: 0, delta: fields }] })
  const body = sse(
    delta({ reasoning_content: 'Hm.' }),
    delta({ content: '4' }),
    { choices: [{ index: 0, delta: {}, finish_reason: 'length' }], usage: { prompt_tokens: 3 } },
    '[DONE]',
  )
  for (const inner of [openai, auto]) {
    const plain = await decodeAll(inner, body)
    expect((await decodeAll(withThinkTags(inner), body)).events).toEqual(plain.events)
  }
  expect(withThinkTags(content).events).toEqual(content.events)
})

describe('withThinkTags() with a text that the server corrects', () => {
  const message = (event: string, answer: string) => ({ event, answer, task_id: 't' })

  test('replaces all of it', async () => {
    const { message: answer } = await decodeAll(
      withThinkTags(dify),
      sse(
        message('message', '<think>How?</think>\n\nLike this'),
        message('message_replace', 'I cannot say.'),
        message('message_end', ''),
      ),
    )
    expect(textOf(answer)).toBe('I cannot say.')
    expect(reasoningOf(answer)).toBe('How?')
  })

  test('replaces only its end', () => {
    const scripted: StreamEvent[] = [
      { type: 'text-delta', text: '<think>A</think>One two' },
      { type: 'correction', of: 'text', replaced: 3, text: 'three' },
      { type: 'finish', outcome: 'complete', length: 25 },
    ]
    const inner: Dialect = { name: 'scripted', decode: () => scripted }
    const events = withThinkTags(inner).decode({ event: '', data: '', id: '' }, {})
    expect(events).toEqual([
      { type: 'reasoning-delta', text: 'A' },
      { type: 'text-delta', text: 'One two' },
      { type: 'correction', of: 'text', replaced: 3, text: 'three' },
      { type: 'finish', outcome: 'complete', length: 9 },
    ])
  })

  test('counts only what was shown of it, even in the middle of the reasoning', () => {
    const scripted: StreamEvent[] = [
      { type: 'text-delta', text: '<think>A' },
      { type: 'correction', of: 'text', replaced: 8, text: 'B' },
      { type: 'text-delta', text: 'C' },
      { type: 'finish', outcome: 'complete', length: 2 },
    ]
    const inner: Dialect = { name: 'scripted', decode: () => scripted }
    const events = withThinkTags(inner).decode({ event: '', data: '', id: '' }, {})
    expect(events).toEqual([
      { type: 'reasoning-delta', text: 'A' },
      { type: 'correction', of: 'text', replaced: 0, text: 'B' },
      { type: 'text-delta', text: 'C' },
      { type: 'finish', outcome: 'complete', length: 2 },
    ])
  })
})

test('an answer with think tags is complete if the server counts the characters of both', async () => {
  const whole = '<think>Hm.</think>It is 4.'
  const { url } = await startServer((_, response) => {
    const head = 'id: run:0\nevent: session\ndata: {"sessionId":"run"}\n\n'
    const text = `id: run:1\ndata: ${JSON.stringify({ content: whole })}\n\n`
    const close = { reason: 'done', length: whole.length }
    void sendStream(response, [
      head,
      text,
      `id: run:2\nevent: close\ndata: ${JSON.stringify(close)}\n\n`,
    ])
  })
  const chat = createChatStream({ url, dialect: withThinkTags(auto), retry: false })
  const answer = await chat.send('2 + 2?')
  expect(answer.outcome).toBe('complete')
  expect([reasoningOf(answer), textOf(answer)]).toEqual(['Hm.', 'It is 4.'])
})
