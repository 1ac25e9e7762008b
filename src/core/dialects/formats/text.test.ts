import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../text.ts'
import { decodeAll } from '../decodeAll.test-helper.ts'
import { text } from './text.ts'

test('text keeps every space and line break of the data', async () => {
  const body = 'data: Hello\n\ndata:  wide\n\ndata: \ndata: world\n\ndata: {"not": "ours"}\n\n'
  const { message, outcome } = await decodeAll(text, body)
  expect(textOf(message)).toBe('Hello wide\nworld{"not": "ours"}')
  expect(outcome).toBe('complete')
})

test.each(['data: [DONE]\n\n', 'event: end\ndata: bye\n\n'])('text ends at %j', async (end) => {
  const { message, outcome, events } = await decodeAll(text, `data: Hi\n\n${end}data: more\n\n`)
  expect(textOf(message)).toBe('Hi')
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('text ignores pings, and reads events with a name for text', async () => {
  const body = 'event: ping\ndata: 12:00\n\nevent: token\ndata: Hi\n\n'
  expect(textOf((await decodeAll(text, body)).message)).toBe('Hi')
})

test('text shows a body without any framing unchanged', async () => {
  const { message, outcome } = await decodeAll(text, 'Once upon a time\n\nthere was 快乐 👩‍🚀', {
    contentType: 'text/plain',
    size: 1,
  })
  expect(textOf(message)).toBe('Once upon a time\n\nthere was 快乐 👩‍🚀')
  expect(outcome).toBe('complete')
})

describe('a server that adds no space after the colon', () => {
  test('is recognized by one line without it: the spaces of all other lines belong to the text', async () => {
    const body = 'data: One\n\ndata: two\n\ndata:, three\n\ndata: \n\ndata:  four\n\ndata:\n\n'
    for (const size of [Infinity, 1, 7]) {
      const { message, outcome } = await decodeAll(text, body, { size })
      expect(textOf(message)).toBe(' One two, three   four')
      expect(outcome).toBe('complete')
    }
  })

  test('is recognized by a line within an event, too', async () => {
    const body = 'data: One\n\ndata: two\ndata:three\ndata:\n\ndata: four\n\n'
    expect(textOf((await decodeAll(text, body)).message)).toBe(' One two\nthree\n four')
  })

  test('is not recognized by an empty line or an end mark', async () => {
    const body = 'data: One\n\ndata:\n\ndata:  two\n\ndata:[DONE]\n\n'
    expect(textOf((await decodeAll(text, body)).message)).toBe('One two')
  })

  test('is not recognized by a line separator within the text, which ends no line of the stream', async () => {
    const body = 'data: One\u2028two\n\ndata: three\n\n'
    expect(textOf((await decodeAll(text, body)).message)).toBe('One\u2028twothree')
  })

  test('causes one correction at once, and never another', async () => {
    const { events } = await decodeAll(text, 'data: a\n\ndata:b\n\ndata: c\n\n')
    expect(events.slice(0, 3)).toEqual([
      { type: 'text-delta', text: 'a' },
      { type: 'correction', of: 'text', replaced: 1, text: ' ab' },
      { type: 'text-delta', text: ' c' },
    ])
  })

  test('is decoded to the original text, however it is cut', async () => {
    const token = fc
      .string({ unit: 'grapheme', maxLength: 4 })
      .map((each) => each.replace(/\s/g, ' '))
    await fc.assert(
      fc.asyncProperty(fc.array(token), fc.integer({ min: 1, max: 9 }), async (tokens, size) => {
        const body = [...tokens, 'x'].map((each) => `data:${each}\n\n`).join('')
        const { message } = await decodeAll(text, body, { size })
        expect(textOf(message)).toBe([...tokens, 'x'].join(''))
      }),
    )
  })
})
