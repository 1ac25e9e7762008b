import { expect, test } from 'vitest'
import { excerptOf } from './excerptOf.ts'

/** Returns the excerpt with its matches in brackets. */
const excerpt = (text: string, ...terms: string[]) =>
  excerptOf(text, terms)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

test.each([
  ['今天很快乐', ['快乐'], '今天很[快乐]'],
  ['One Two, one', ['one', 'two'], '[One] [Two], [one]'],
  ['a\n\n  list\n- Café', ['cafe'], 'a list - [Café]'],
  ['nothing here', ['else'], 'nothing here'],
])('excerptOf() shows a short text completely: %j', (text, terms, shown) => {
  expect(excerpt(text, ...terms)).toBe(shown)
})

test('excerptOf() shows the text around the first match, cut between words', () => {
  const text = `${'before it '.repeat(20)}needle ${'after that '.repeat(20)}`
  expect(excerpt(text, 'needle')).toBe(
    `…it before it before it [needle] ${'after that '.repeat(7).trim()}…`,
  )
})

test('excerptOf() never cuts inside a grapheme cluster', () => {
  const family = '👩‍👩‍👧‍👦'
  const pieces = excerpt(`${family.repeat(9)}快乐${family.repeat(30)}`, '快乐')
  expect(pieces.replaceAll(family, '')).toBe('…[快乐]…')
})

test('excerptOf() shows a match that is longer than the excerpt', () => {
  expect(excerpt(`a ${'x'.repeat(300)} b`, 'x'.repeat(300))).toContain(`[${'x'.repeat(300)}]`)
})
