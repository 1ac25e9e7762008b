import { expect, test } from 'vitest'
import { textDirection } from './textDirection.ts'

test.each([
  ['English, then عربي', 'ltr'],
  ['عربي, then English', 'rtl'],
  ['שלום', 'rtl'],
  ['- **1.** مرحبا', 'rtl'],
  ['漢字', 'ltr'],
  ['𞤀𞤣𞤤𞤢𞤥', 'rtl'],
  ['42 * (1 + 1)', 'ltr'],
  ['', 'ltr'],
])('textDirection(%j) is %s', (text, direction) => {
  expect(textDirection(text)).toBe(direction)
})
