import { expect, test } from 'vitest'
import { textOf } from '../text.ts'
import { decodeAll } from './decodeAll.test-helper.ts'
import { text } from './text.ts'

test('the data is the text: spaces and line breaks are part of it', async () => {
  const body = 'data: Hello\n\ndata:  wide\n\ndata: \ndata: world\n\ndata: {"not": "ours"}\n\n'
  const { message, outcome } = await decodeAll(text, body)
  expect(textOf(message)).toBe('Hello wide\nworld{"not": "ours"}')
  expect(outcome).toBe('complete')
})

test.each(['data: [DONE]\n\n', 'event: end\ndata: bye\n\n'])('%j ends it', async (end) => {
  const { message, outcome, events } = await decodeAll(text, `data: Hi\n\n${end}data: more\n\n`)
  expect(textOf(message)).toBe('Hi')
  expect(outcome).toBe('complete')
  expect(events.at(-1)).toEqual({ type: 'stream-end' })
})

test('pings are not text; pieces under a name for text are', async () => {
  const body = 'event: ping\ndata: 12:00\n\nevent: token\ndata: Hi\n\n'
  expect(textOf((await decodeAll(text, body)).message)).toBe('Hi')
})

test('a body without any framing is text as it stands', async () => {
  const { message, outcome } = await decodeAll(text, 'Once upon a time\n\nthere was 快乐 👩‍🚀', {
    contentType: 'text/plain',
    size: 1,
  })
  expect(textOf(message)).toBe('Once upon a time\n\nthere was 快乐 👩‍🚀')
  expect(outcome).toBe('complete')
})
