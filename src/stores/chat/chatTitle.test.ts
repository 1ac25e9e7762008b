import { describe, expect, test } from 'vitest'
import { titleOf } from './chatTitle.ts'
import { picture } from '../attachments/files.test-helper.ts'

describe('titleOf()', () => {
  test('returns the question on one line', () => {
    expect(titleOf('  Tell me\n\na   story ')).toBe('Tell me a story')
  })

  test('returns the name of the first file if the question has no text', () => {
    expect(titleOf('', [picture])).toBe('dot.gif')
    expect(titleOf('', [{ ...picture, name: undefined }])).toBe('image/gif')
    expect(titleOf('What is it?', [picture])).toBe('What is it?')
  })

  test('cuts a long question at the end of a word', () => {
    expect(titleOf('How do I persuade a very stubborn cat to come down from the roof?')).toBe(
      'How do I persuade a very stubborn cat to come…',
    )
  })

  test('cuts a long question at the end of a word in a language without spaces', () => {
    const title = titleOf('请用简单的语言解释'.repeat(6))
    expect(title).toMatch(/^(请用简单的语言解释)+.*…$/)
    expect(title).not.toMatch(/[简语解]…$/)
  })

  test.each([
    [
      'How does a heat pump work? I have a house from 1930 and would like to know all of it.',
      'How does a heat pump work?',
    ],
    [
      'Write a letter to my landlord. The heating has been broken for weeks and nobody answers.',
      'Write a letter to my landlord',
    ],
    [
      '热泵是怎么工作的？我家的房子是一九三〇年盖的，想弄清楚能不能装，需要多少钱，会不会很吵，冬天够不够暖和。',
      '热泵是怎么工作的？',
    ],
    ['Hi! How do I persuade a very stubborn cat to come down?', /^Hi! How do I persuade .*…$/],
  ])(
    'shortens a long question to its first sentence, unless that is a greeting: %s',
    (question, title) => {
      expect(titleOf(question)).toMatch(title)
    },
  )

  test.each([
    ['# Plan\n\n- **Paris** in `May`', 'Plan Paris in May'],
    ['```js\nlet a = 1\n```\nWhat is this?', 'let a = 1 What is this?'],
    ['#hashtag and 2 * 3', '#hashtag and 2 * 3'],
    ['```', '```'],
  ])('removes Markdown marks: %s', (question, title) => {
    expect(titleOf(question)).toBe(title)
  })

  test('never cuts within an emoji', () => {
    expect(titleOf('👩‍👩‍👧‍👦'.repeat(60))).toBe(`${'👩‍👩‍👧‍👦'.repeat(47)}…`)
  })
})
