import { expect, test } from 'vitest'
import { segmentsOf, sourcesOf } from './answerSegments.ts'

const text = (words: string) => ({ type: 'text' as const, text: words })
const thought = (words: string) => ({ type: 'reasoning' as const, text: words })
const tool = { type: 'tool' as const, id: 't', name: 'search', args: '' }
const source = (url: string, title?: string) => ({ type: 'source' as const, url, title })

const kindsOf = (parts: Parameters<typeof segmentsOf>[0]['parts']) =>
  segmentsOf({ parts }).map((one) => ('text' in one ? one.text : one.type))

test('an answer is drawn in the order in which it came', () => {
  const parts = [thought('a'), text('b'), tool, thought('c'), text('d')]
  expect(kindsOf(parts)).toEqual(['a', 'b', 'tool', 'c', 'd'])
})

test('a text that a source or data came into the middle of is one text', () => {
  const data = { type: 'data' as const, name: 'x', data: 1 }
  expect(kindsOf([text('so '), source('https://a'), text('it '), data, text('is')])).toEqual([
    'so it is',
  ])
})

test('line ends between parts are no text', () => {
  expect(kindsOf([text('\n\n'), tool, text('\n'), thought('a')])).toEqual(['tool', 'a'])
})

test('each part keeps its name while the answer grows', () => {
  const parts = [text('\n'), thought('a'), tool, text('b')]
  const whole = segmentsOf({ parts }).map(({ key }) => key)
  for (const count of [2, 3]) {
    const keys = segmentsOf({ parts: parts.slice(0, count) }).map(({ key }) => key)
    expect(keys).toEqual(whole.slice(0, count - 1))
  }
})

test('a source counts once, however often it is cited', () => {
  const parts = [source('https://a', 'A'), text('x'), source('https://b'), source('https://a', 'A')]
  expect(sourcesOf({ parts }).map(({ url }) => url)).toEqual(['https://a', 'https://b'])
})
