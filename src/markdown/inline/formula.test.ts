import { describe, expect, test } from 'vitest'
import { createInlineParser } from './createInlineParser.ts'

function formulasIn(text: string): string[] {
  const [inline] = createInlineParser().parseInline(text, {})
  return (inline?.children ?? [])
    .filter(({ type }) => type === 'formula' || type === 'display_formula')
    .map(({ type, content }) => (type === 'formula' ? content : `display ${content}`))
}

describe('inline formulas', () => {
  test.each([
    ['so $x$ is', ['x']],
    ['$a$ and $b$', ['a', 'b']],
    ['质量$m$，能量$E=mc^2$。', ['m', 'E=mc^2']],
    ['\\(a\\) and \\[b\\]', ['a', 'display b']],
    ['then $$a + b$$ follows', ['display a + b']],
    ['$a\\$b$', ['a\\$b']],
  ])('are found in %j', (text, formulas) => {
    expect(formulasIn(text)).toEqual(formulas)
  })

  test.each([
    'It costs $5 to $10.',
    '$5 for me and 10$ for you',
    'US$5 and US$6',
    '$ a $',
    '\\$a\\$',
    '`$a$`',
    '\\(\\)',
    '\\[\\\\\\]',
    '$20,000 and $30,000',
    '$1.5M, or $2M',
    'a $ sign and another $ sign',
    '苹果$5，梨子贵$',
    '苹果$5元，梨子贵$',
  ])('are not found in %j', (text) => {
    expect(formulasIn(text)).toEqual([])
  })
})
