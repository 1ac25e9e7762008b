import { describe, expect, it, vi } from 'vitest'
import { messageOf } from '../../components/base/messages.test-helper.ts'
import type { ChatMessage } from '../../core/index.ts'
import { findMatches, findTerm } from './findMatches.ts'

const answerOf = (text: string, rest: Partial<ChatMessage> = {}) =>
  messageOf('assistant', text, { outcome: 'complete', ...rest })
const { signal } = new AbortController()

/** The numbers of matches in messages, in their order. */
async function counts(query: string, ...messages: readonly ChatMessage[]) {
  const found = (await findMatches(messages, findTerm(query), signal)) ?? []
  return messages.map(
    ({ id }) => found.find(({ messageId }) => messageId === id)?.starts.length ?? 0,
  )
}

describe('what is found in a chat', () => {
  it.each([
    ['parts of words', 'tream', ['A stream', 'Streams, streaming'], [1, 2]],
    ['CJK in the midst of a sentence', '快乐', ['今天很快乐。', '他很**快**乐'], [1, 1]],
    ['without case, width and diacritics', 'ｃafe', ['Café', 'CAFE cafe'], [1, 2]],
    ['several words as they stand', 'one  two', ['one two, two one', 'one\ntwo'], [1, 1]],
    ['with an end that is typed too much', ' one ', ['one.', 'two'], [1, 0]],
    ['each place once', 'aa', ['aaaa', 'aaa'], [2, 1]],
    ['what is read, and no address or mark', 'b', ['[a](https://b.b) **c**', 'b'], [0, 1]],
  ])('is %s', async (_, query, [first = '', second = ''], expected) => {
    expect(await counts(query, answerOf(first), answerOf(second))).toEqual(expected)
  })

  it('is in questions as they were written, line by line', async () => {
    expect(await counts('**', messageOf('user', '2**3'), answerOf('**bold**'))).toEqual([1, 0])
    expect(await counts('one two', messageOf('user', 'one\ntwo'))).toEqual([0])
  })

  it('is in the names of files, which come first', async () => {
    const file = { type: 'file', mediaType: 'text/plain', url: 'data:,', name: 'a-a.txt' } as const
    const text = { type: 'text', text: 'And a' } as const
    const message = messageOf('user', '', { parts: [text, file] })
    expect(await findMatches([message], 'a', signal)).toEqual([
      { messageId: message.id, starts: [0, 2, 8, 12], inNames: 2 },
    ])
  })

  it('is not what was thought, nor what a tool was told', async () => {
    const parts = [
      { type: 'reasoning', text: 'cats' },
      { type: 'tool', id: '1', name: 'cats', args: '"cats"' },
      { type: 'text', text: 'dogs' },
    ] as const
    expect(await counts('cats', answerOf('', { parts }))).toEqual([0])
  })

  it('is looked for in pieces, and no further than it is wanted', async () => {
    vi.useFakeTimers()
    const now = vi.spyOn(performance, 'now')
    let time = 0
    now.mockImplementation(() => (time += 5))
    const controller = new AbortController()
    const messages = Array.from({ length: 10 }, () => answerOf('one'))
    const all = findMatches(messages, 'one', signal)
    const ended = findMatches(messages, 'one', controller.signal)
    controller.abort()
    await vi.runAllTimersAsync()
    expect(await ended).toBeUndefined()
    expect(await all).toHaveLength(10)
    now.mockRestore()
    vi.useRealTimers()
  })
})
