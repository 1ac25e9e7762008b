import { describe, expect, it } from 'vitest'
import { titleOf } from './conversationTitle.ts'

describe('a conversation’s title', () => {
  it('is the first question, on one line', () => {
    expect(titleOf('  Tell me\n\na   story ')).toBe('Tell me a story')
  })

  it('is cut at a word’s end where the question is long', () => {
    expect(titleOf('How do I persuade a very stubborn cat to come down from the roof?')).toBe(
      'How do I persuade a very stubborn cat to come…',
    )
  })

  it('is cut anywhere in a language without spaces', () => {
    expect(titleOf('猫'.repeat(60))).toBe(`${'猫'.repeat(47)}…`)
  })

  it('never tears an emoji apart', () => {
    expect(titleOf('👩‍👩‍👧‍👦'.repeat(60))).toBe(`${'👩‍👩‍👧‍👦'.repeat(47)}…`)
  })
})
