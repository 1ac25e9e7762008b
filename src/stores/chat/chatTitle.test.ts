import { describe, expect, it } from 'vitest'
import { titleOf } from './chatTitle.ts'
import { picture } from '../attachments/files.test-helper.ts'

describe('a conversation’s title', () => {
  it('is the first question, on one line', () => {
    expect(titleOf('  Tell me\n\na   story ')).toBe('Tell me a story')
  })

  it('is the name of the first file where nothing else is asked', () => {
    expect(titleOf('', [picture])).toBe('dot.gif')
    expect(titleOf('', [{ ...picture, name: undefined }])).toBe('image/gif')
    expect(titleOf('What is it?', [picture])).toBe('What is it?')
  })

  it('is cut at a word’s end where the question is long', () => {
    expect(titleOf('How do I persuade a very stubborn cat to come down from the roof?')).toBe(
      'How do I persuade a very stubborn cat to come…',
    )
  })

  it('is cut at a word’s end in a language without spaces, too', () => {
    const title = titleOf('请用简单的语言解释'.repeat(6))
    expect(title).toMatch(/^(请用简单的语言解释)+.*…$/)
    expect(title).not.toMatch(/[简语解]…$/)
  })

  it.each([
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
    'is the first sentence where the question is long and that says enough: %s',
    (question, title) => {
      expect(titleOf(question)).toMatch(title)
    },
  )

  it.each([
    ['# Plan\n\n- **Paris** in `May`', 'Plan Paris in May'],
    ['```js\nlet a = 1\n```\nWhat is this?', 'let a = 1 What is this?'],
    ['#hashtag and 2 * 3', '#hashtag and 2 * 3'],
    ['```', '```'],
  ])('is without marks of Markdown: %s', (question, title) => {
    expect(titleOf(question)).toBe(title)
  })

  it('never tears an emoji apart', () => {
    expect(titleOf('👩‍👩‍👧‍👦'.repeat(60))).toBe(`${'👩‍👩‍👧‍👦'.repeat(47)}…`)
  })
})
