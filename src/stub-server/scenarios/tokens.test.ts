import { expect, test } from 'vitest'
import { answerTo } from '../answers/index.ts'
import { tokensOf } from './tokens.ts'

test.each([
  ['Once upon a time', ['Once', ' upon', ' a', ' time']],
  ['unbelievably so.', ['unbeli', 'evably', ' so', '.']],
  ['你好，世界人', ['你好', '，', '世界', '人']],
  ['a  b\n\nc', ['a', '  ', 'b', '\n\n', 'c']],
  ['👩🏽‍🚀', ['👩', '🏽', '‍', '🚀']],
  ['', []],
])('%o is cut into tokens', (text, tokens) => expect(tokensOf(text)).toEqual(tokens))

test.each(['a story', 'emoji', '中文', 'code', 'a table', 'markdown', 'long'])(
  'the tokens of the answer to "%s" are that answer again',
  (message) => {
    const answer = answerTo({ message, messages: [] })
    expect(answer.length).toBeGreaterThan(200)
    expect(tokensOf(answer).join('')).toBe(answer)
  },
)

test('no two questions of the vocabulary get the same answer', () => {
  const questions = ['a story', 'emoji', '中文', 'code', 'a table', 'markdown', 'long', 'else']
  const answers = questions.map((message) => answerTo({ message, messages: [] }))
  expect(new Set(answers).size).toBe(questions.length)
})
