import { describe, expect, test } from 'vitest'
import { LAST_SENTENCE, writeDocument } from './document.ts'

describe('writeDocument()', () => {
  test('returns the same document for the same seed, and another for another seed', () => {
    expect(writeDocument(20_000, 7)).toBe(writeDocument(20_000, 7))
    expect(writeDocument(20_000, 7)).not.toBe(writeDocument(20_000, 8))
  })

  test.each([5, 20, 100, 400])('returns exactly the requested length: %i KB', (kilobytes) => {
    const text = writeDocument(kilobytes * 1000)
    expect(text).toHaveLength(kilobytes * 1000)
    expect(text.trimEnd().endsWith(LAST_SENTENCE)).toBe(true)
  })

  test('contains every kind of block', () => {
    const text = writeDocument(100_000)
    for (const mark of [
      '\n# ',
      '\n- ',
      '\n  - ',
      '\n1. ',
      '\n| --- ',
      '\n```ts\n',
      '\n```python\n',
      '\n> ',
    ])
      expect(text).toContain(mark)
    expect(text).toMatch(/[\u4e00-\u9fff]/)
    expect(text).toMatch(/\*\*\w.*\*\*/)
  })

  test('closes every fence', () => {
    expect(writeDocument(100_000).match(/^```/gm)?.length).toSatisfy(
      (count: number) => count % 2 === 0,
    )
  })

  test('can be cut between any two UTF-16 units', () => {
    expect(writeDocument(100_000)).not.toMatch(/[\ud800-\udfff]/)
  })
})
