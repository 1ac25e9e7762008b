import { describe, expect, test } from 'vitest'
import { createConsumedText } from './consumedText.ts'

const LONG = 'abcdefgh'.repeat(1000)

function takenFrom(...texts: string[]) {
  const taken = createConsumedText()
  for (const text of texts) taken.takeFrom(text)
  return taken
}

describe('consumed text', () => {
  test('takeFrom() returns only the new text at each call', () => {
    const taken = createConsumedText()
    expect(['one', 'one two', 'one two'].map((text) => taken.takeFrom(text))).toEqual([
      'one',
      ' two',
      '',
    ])
    expect(taken.length).toBe('one two'.length)
  })

  test.each([
    ['the same text', 'one'],
    ['a longer text', 'one two'],
  ])('isBeginningOf() accepts %s', (_, text) => {
    expect(takenFrom('one').isBeginningOf(text, false)).toBe(true)
  })

  test.each([
    ['a shorter text', 'on'],
    ['a different text', 'two and more'],
    ['a text that differs at the end', 'onE and more'],
  ])('isBeginningOf() rejects %s', (_, text) => {
    expect(takenFrom('one').isBeginningOf(text, false)).toBe(false)
  })
})

describe('an early change in a long text', () => {
  const changed = `X${LONG.slice(1)}`

  test('is noticed when the text is complete', () => {
    const taken = takenFrom(LONG)
    taken.isBeginningOf(LONG, false)
    expect(taken.isBeginningOf(`${changed} more`, true)).toBe(false)
  })

  test('is noticed when no text is added', () => {
    const taken = takenFrom(LONG)
    taken.isBeginningOf(LONG, false)
    expect(taken.isBeginningOf(changed, false)).toBe(false)
  })

  test('is noticed when the text has grown by a tenth', () => {
    const taken = takenFrom(LONG)
    taken.isBeginningOf(LONG, false)
    let text = `${changed}a`
    while (taken.isBeginningOf(text, false)) {
      expect(text.length).toBeLessThan(LONG.length * 1.11)
      taken.takeFrom((text += 'abcdefgh'))
    }
    expect(text.length).toBeGreaterThan(LONG.length)
  })
})
