import { describe, expect, test } from 'vitest'
import { createTakenText } from './takenText.ts'

const LONG = 'abcdefgh'.repeat(1000)

function takenFrom(...texts: string[]) {
  const taken = createTakenText()
  for (const text of texts) taken.takeFrom(text)
  return taken
}

describe('what was taken of a text', () => {
  test('is what it has more at each call', () => {
    const taken = createTakenText()
    expect(['one', 'one two', 'one two'].map((text) => taken.takeFrom(text))).toEqual([
      'one',
      ' two',
      '',
    ])
    expect(taken.length).toBe('one two'.length)
  })

  test.each([
    ['the same text', 'one'],
    ['a longer one', 'one two'],
  ])('is the beginning of %s', (_, text) => {
    expect(takenFrom('one').isBeginningOf(text, false)).toBe(true)
  })

  test.each([
    ['a shorter text', 'on'],
    ['another one', 'two and more'],
    ['one whose end is another', 'onE and more'],
  ])('is not the beginning of %s', (_, text) => {
    expect(takenFrom('one').isBeginningOf(text, false)).toBe(false)
  })
})

describe('a long text that is changed far before its end', () => {
  const changed = `X${LONG.slice(1)}`

  test('is noticed when it is whole', () => {
    const taken = takenFrom(LONG)
    taken.isBeginningOf(LONG, false)
    expect(taken.isBeginningOf(`${changed} more`, true)).toBe(false)
  })

  test('is noticed when nothing is added', () => {
    const taken = takenFrom(LONG)
    taken.isBeginningOf(LONG, false)
    expect(taken.isBeginningOf(changed, false)).toBe(false)
  })

  test('is noticed when it has grown by a tenth', () => {
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
