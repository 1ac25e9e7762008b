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
])('tokensOf(%o) splits the text into tokens', (text, tokens) =>
  expect(tokensOf(text)).toEqual(tokens),
)

test.each(['a story', 'emoji', '中文', 'code', 'a table', 'markdown', 'long'])(
  'the tokens of the answer to "%s" add up to that answer',
  (message) => {
    const answer = answerTo({ message, messages: [] })
    expect(answer.length).toBeGreaterThan(200)
    expect(tokensOf(answer).join('')).toBe(answer)
  },
)

test('each prepared question has a different answer', () => {
  const questions = ['a story', 'emoji', '中文', 'code', 'a table', 'markdown', 'long', 'else']
  const answers = questions.map((message) => answerTo({ message, messages: [] }))
  expect(new Set(answers).size).toBe(questions.length)
})
