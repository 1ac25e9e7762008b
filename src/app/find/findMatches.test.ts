import { describe, expect, test, vi } from 'vitest'
import { messageOf } from '../../components/base/messages.test-helper.ts'
import type { ChatMessage } from '../../core/index.ts'
import { findMatches, findTerm } from './findMatches.ts'

const answerOf = (text: string, rest: Partial<ChatMessage> = {}) =>
  messageOf('assistant', text, { outcome: 'complete', ...rest })
const { signal } = new AbortController()

/** Counts the matches in each message, in their order. */
async function countMatches(query: string, ...messages: readonly ChatMessage[]) {
  const found = (await findMatches(messages, findTerm(query), signal)) ?? []
  return messages.map(
    ({ id }) => found.find(({ messageId }) => messageId === id)?.starts.length ?? 0,
  )
}

describe('findMatches()', () => {
  test.each([
    ['parts of words', 'tream', ['A stream', 'Streams, streaming'], [1, 2]],
    ['CJK text inside a sentence', '快乐', ['今天很快乐。', '他很**快**乐'], [1, 1]],
    ['text without regard to case, width and diacritics', 'ｃafe', ['Café', 'CAFE cafe'], [1, 2]],
    ['several words in this order', 'one  two', ['one two, two one', 'one\ntwo'], [1, 1]],
    ['a query with spaces around it', ' one ', ['one.', 'two'], [1, 0]],
    ['matches that don’t overlap', 'aa', ['aaaa', 'aaa'], [2, 1]],
    ['visible text, not URLs or marks', 'b', ['[a](https://b.b) **c**', 'b'], [0, 1]],
  ])('finds %s', async (_, query, [first = '', second = ''], expected) => {
    expect(await countMatches(query, answerOf(first), answerOf(second))).toEqual(expected)
  })

  test('finds text in questions as written, line by line', async () => {
    expect(await countMatches('**', messageOf('user', '2**3'), answerOf('**bold**'))).toEqual([
      1, 0,
    ])
    expect(await countMatches('one two', messageOf('user', 'one\ntwo'))).toEqual([0])
  })

  test('finds text in the names of files, before the other matches', async () => {
    const file = { type: 'file', mediaType: 'text/plain', url: 'data:,', name: 'a-a.txt' } as const
    const text = { type: 'text', text: 'And a' } as const
    const message = messageOf('user', '', { parts: [text, file] })
    expect(await findMatches([message], 'a', signal)).toEqual([
      { messageId: message.id, starts: [0, 2, 8, 12], countInNames: 2 },
    ])
  })

  test('ignores reasoning and tool calls', async () => {
    const parts = [
      { type: 'reasoning', text: 'cats' },
      { type: 'tool', id: '1', name: 'cats', args: '"cats"' },
      { type: 'text', text: 'dogs' },
    ] as const
    expect(await countMatches('cats', answerOf('', { parts }))).toEqual([0])
  })

  test('pauses while it searches, and stops if it is aborted', async () => {
    vi.useFakeTimers()
    const now = vi.spyOn(performance, 'now')
    let time = 0
    now.mockImplementation(() => (time += 5))
    const controller = new AbortController()
    const messages = Array.from({ length: 10 }, () => answerOf('one'))
    const completed = findMatches(messages, 'one', signal)
    const aborted = findMatches(messages, 'one', controller.signal)
    controller.abort()
    await vi.runAllTimersAsync()
    expect(await aborted).toBeUndefined()
    expect(await completed).toHaveLength(10)
    now.mockRestore()
    vi.useRealTimers()
  })
})
