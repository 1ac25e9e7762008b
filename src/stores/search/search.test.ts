import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from './foldText.ts'
import { matchRanges } from './matchRanges.ts'
import { searchTerms } from './searchTerms.ts'

const marked = (text: string, query: string) =>
  matchRanges(text, searchTerms(query)).map(({ start, end }) => text.slice(start, end))

const pieces = [
  'ａ',
  'É',
  'é',
  'ﬁ',
  'が',
  'ガ',
  'ｶﾞ',
  '한국',
  '한',
  '快',
  '乐',
  '，',
  'Σς',
  'İ',
  '👩‍👩‍👧',
  ' ',
  'क्',
  'कि',
  '½',
  'x',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })))
  .map((all) => all.join(''))

describe('a search', () => {
  test.each([
    ['今天很快乐，也很忙。', '快乐', ['快乐']],
    ['the streaming server', 'tream', ['tream']],
    ['The Stream, the STREAM', 'stream', ['Stream', 'STREAM']],
    ['Ｓｔｒｅａｍ 与 ｶﾀｶﾅ', 'stream カタカナ', ['Ｓｔｒｅａｍ', 'ｶﾀｶﾅ']],
    ['ein Café, ein cafe\u0301', 'CAFE', ['Café', 'cafe\u0301']],
    ['straight: naïve', 'naive', ['naïve']],
    ['先说 ﬁne 后说', 'in', ['ﬁn']],
    ['one\ntwo, one', 'one', ['one', 'one']],
    ['abcabc', 'abc bcab', ['abcabc']],
    ['ガラス', 'カラス', []],
    ['कि', 'का', []],
    ['ὈΔΟΣ ὁδός', 'οδος', ['ὈΔΟΣ', 'ὁδός']],
  ])('in %j for %j finds %j', (within, query, found) => {
    expect(marked(within, query)).toEqual(found)
  })

  test('has no terms for an empty query', () => {
    expect(searchTerms(' \n　')).toEqual([])
    expect(searchTerms(' One　two one')).toEqual(['one', 'two'])
  })

  test('finds exactly the places that match in the folded text, for any text', () => {
    fc.assert(
      fc.property(text, text, (within, query) => {
        const [term] = searchTerms(query)
        if (term === undefined) return
        const isThere = within.split('\n').some((line) => foldText(line).includes(term))
        const ranges = matchRanges(within, [term])
        expect(ranges.length > 0).toBe(isThere)
        for (const { start, end } of ranges) {
          expect(foldText(within.slice(start, end))).toContain(term)
        }
      }),
    )
  })

  test('finds a term after any character', () => {
    for (let code = 0x20; code <= 0xffff; code += 1) {
      // A sample is enough of the thousands of similar ideographs and syllables.
      if (code > 0x3400 && code < 0xd7a0 && code % 101 !== 0) continue
      // A lone surrogate is not a character.
      if (code >= 0xd800 && code <= 0xdfff) continue
      const character = String.fromCharCode(code)
      const within = `A${character}z`
      const [range] = matchRanges(within, ['z']).toReversed()
      expect(within.slice(range?.start, range?.end), code.toString(16)).toMatch(/z$/)
    }
  })

  test('folds a text like its grapheme clusters one by one', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const parts = Array.from(new Intl.Segmenter().segment(whole), ({ segment }) => segment)
        expect(parts.map(foldText).join('')).toBe(foldText(whole))
      }),
    )
  })
})
