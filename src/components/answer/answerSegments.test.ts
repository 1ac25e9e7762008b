import { expect, test } from 'vitest'
import { segmentsOf, sourcesOf } from './answerSegments.ts'

const textPart = (text: string) => ({ type: 'text' as const, text })
const reasoningPart = (text: string) => ({ type: 'reasoning' as const, text })
const tool = { type: 'tool' as const, id: 't', name: 'search', args: '' }
const source = (url: string, title?: string) => ({ type: 'source' as const, url, title })

const kindsOf = (parts: Parameters<typeof segmentsOf>[0]['parts']) =>
  segmentsOf({ parts }).map((segment) => ('text' in segment ? segment.text : segment.type))

test('segmentsOf() keeps the order in which the parts arrived', () => {
  const parts = [reasoningPart('a'), textPart('b'), tool, reasoningPart('c'), textPart('d')]
  expect(kindsOf(parts)).toEqual(['a', 'b', 'tool', 'c', 'd'])
})

test('segmentsOf() joins text that only a source or data part interrupts', () => {
  const data = { type: 'data' as const, name: 'x', data: 1 }
  expect(
    kindsOf([textPart('so '), source('https://a'), textPart('it '), data, textPart('is')]),
  ).toEqual(['so it is'])
})

test('segmentsOf() drops text that consists of line breaks', () => {
  expect(kindsOf([textPart('\n\n'), tool, textPart('\n'), reasoningPart('a')])).toEqual([
    'tool',
    'a',
  ])
})

test('segmentsOf() folds the tool calls after the first 20 in a row into one block', () => {
  const calls = (count: number) => Array.from({ length: count }, () => tool)
  const parts = [...calls(23), textPart('\n'), tool, textPart('a'), ...calls(21)]
  const sizes = segmentsOf({ parts }).map((segment) =>
    segment.type === 'tools' ? segment.calls.length : segment.type,
  )
  const single = Array.from({ length: 20 }, () => 'tool')
  expect(sizes).toEqual([...single, 4, 'text', ...single, 1])
})

test('segmentsOf() keeps the key of each segment while the answer grows', () => {
  const parts = [textPart('\n'), reasoningPart('a'), tool, textPart('b')]
  const allKeys = segmentsOf({ parts }).map(({ key }) => key)
  for (const count of [2, 3]) {
    const keys = segmentsOf({ parts: parts.slice(0, count) }).map(({ key }) => key)
    expect(keys).toEqual(allKeys.slice(0, count - 1))
  }
})

test('sourcesOf() lists a source once, however often it is cited', () => {
  const parts = [
    source('https://a', 'A'),
    textPart('x'),
    source('https://b'),
    source('https://a', 'A'),
  ]
  expect(sourcesOf({ parts }).map(({ url }) => url)).toEqual(['https://a', 'https://b'])
})
