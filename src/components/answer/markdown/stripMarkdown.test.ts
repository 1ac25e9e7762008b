import { describe, expect, test } from 'vitest'
import { stripMarkdown } from './stripMarkdown.ts'

describe('stripMarkdown()', () => {
  test.each([
    ['some **bold**, *gentle* and _soft_ words', 'some bold, gentle and soft words'],
    ['**中文：**后, ~~not~~ `code`', '中文：后, not code'],
    ['a [link](https://example.com/a) and ![picture](b.png)', 'a link and picture'],
    ['# One\n## Two\n#three', 'One\nTwo\n#three'],
    ['2 * 3, a*b*c, snake_case_name and * an item', '2 * 3, a*b*c, snake_case_name and * an item'],
    [
      'a **b**\n\n```py\nf(**kwargs)  # `x`\n```\n\n*c*',
      'a b\n\n```py\nf(**kwargs)  # `x`\n```\n\nc',
    ],
  ])('turns %j into %j', (markdown, text) => {
    expect(stripMarkdown(markdown)).toBe(text)
  })
})
