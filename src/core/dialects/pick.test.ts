import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { startServer, streamAll } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { createPick } from './pick.ts'

const PATH = 'choices.0.delta.words'
const payload = (words: unknown) => ({ choices: [{ delta: { words } }] })

describe('the text at a path', () => {
  test('is joined; what is no text there, or nothing, adds nothing', async () => {
    const body = sse(payload('Good '), payload(7), {}, { choices: 'none' }, payload('morning'))
    for (const size of [Infinity, 1]) {
      const { message, outcome } = await decodeAll(createPick(PATH), body, { size })
      expect(textOf(message)).toBe('Good morning')
      expect(outcome).toBe('complete')
    }
  })

  test.each(['data: [DONE]\n\n', 'event: close\ndata:\n\n'])('ends at %j', async (mark) => {
    const body = `${sse(payload('Hi'))}${mark}${sse(payload('more'))}`
    const { message, events } = await decodeAll(createPick(PATH), body)
    expect(textOf(message)).toBe('Hi')
    expect(events.at(-1)).toEqual({ type: 'stream-end' })
  })

  test('keeps to itself errors that every format words alike', async () => {
    const { outcome, error } = await decodeAll(
      createPick(PATH),
      sse(payload('Hi'), { error: { message: 'Overloaded' } }),
    )
    expect(outcome).toBe('failed')
    expect(error?.message).toBe('Overloaded')
  })
})

test('the option `pick` reads the answers of a server that nobody knows', async () => {
  const { url } = await startServer((_, response) =>
    streamAll(response, [sse(payload('Hel'), payload('lo'))]),
  )
  const answer = await createChatStream({ url, pick: PATH }).send('Hi')
  expect(textOf(answer)).toBe('Hello')
  expect(answer.outcome).toBe('complete')
})

test.each(['', '.', 'a..b', '.a', 'a.', 5, null, ['a']])('a path cannot be %j', (pick) => {
  const options = { url: 'http://localhost/', pick }
  // @ts-expect-error -- JavaScript callers may pass this
  expect(() => createChatStream(options)).toThrow('`pick`')
  // @ts-expect-error -- JavaScript callers may pass this
  expect(() => createPick(pick)).toThrow('`pick`')
})

test('a path stands in place of a dialect', () => {
  const options = { url: 'http://localhost/', pick: 'a', dialect: 'auto' as const }
  // @ts-expect-error -- JavaScript callers may pass this
  expect(() => createChatStream(options)).toThrow('`pick`')
})
