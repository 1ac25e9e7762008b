import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { startServer, sendStream } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { createPick } from './pick.ts'

const PATH = 'choices.0.delta.words'
const payload = (words: unknown) => ({ choices: [{ delta: { words } }] })

describe('the dialect of `pick`', () => {
  test('joins the text and numbers at the path, and ignores payloads without text there', async () => {
    const body = sse(
      payload('Good '),
      payload(7),
      payload(null),
      { choices: 'none' },
      payload(' am'),
    )
    for (const size of [Infinity, 1]) {
      const { message, outcome } = await decodeAll(createPick(PATH), body, { size })
      expect(textOf(message)).toBe('Good 7 am')
      expect(outcome).toBe('complete')
    }
  })

  test.each(['data: [DONE]\n\n', 'event: close\ndata:\n\n'])(
    'ends the answer at %j',
    async (mark) => {
      const body = `${sse(payload('Hi'))}${mark}${sse(payload('more'))}`
      const { message, events } = await decodeAll(createPick(PATH), body)
      expect(textOf(message)).toBe('Hi')
      expect(events.at(-1)).toEqual({ type: 'stream-end' })
    },
  )

  test('does not show the errors that all formats have in common as text', async () => {
    const { outcome, error } = await decodeAll(
      createPick(PATH),
      sse(payload('Hi'), { error: { message: 'Overloaded' } }),
    )
    expect(outcome).toBe('failed')
    expect(error?.message).toBe('Overloaded')
  })
})

test('the option `pick` reads the answers of a server with an unknown format', async () => {
  const { url } = await startServer((_, response) =>
    sendStream(response, [sse(payload('Hel'), payload('lo'))]),
  )
  const answer = await createChatStream({ url, pick: PATH }).send('Hi')
  expect(textOf(answer)).toBe('Hello')
  expect(answer.outcome).toBe('complete')
})

test.each(['', '.', 'a..b', '.a', 'a.', 5, null, ['a']])(
  'createChatStream() rejects the path %j',
  (pick) => {
    const options = { url: 'http://localhost/', pick }
    // @ts-expect-error -- JavaScript callers may pass this
    expect(() => createChatStream(options)).toThrow('`pick`')
    // @ts-expect-error -- JavaScript callers may pass this
    expect(() => createPick(pick)).toThrow('`pick`')
  },
)

test('createChatStream() rejects `pick` together with `dialect`', () => {
  const options = { url: 'http://localhost/', pick: 'a', dialect: 'auto' as const }
  // @ts-expect-error -- JavaScript callers may pass this
  expect(() => createChatStream(options)).toThrow('`pick`')
})
