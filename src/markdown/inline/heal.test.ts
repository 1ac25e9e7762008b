import { describe, expect, test } from 'vitest'
import { ANSWER } from '../answer.test-helper.ts'
import { createMarkdownStream } from '../createMarkdownStream.ts'
import { toHtml } from '../toHtml.test-helper.ts'
import { heal } from './heal.ts'

describe('open marks', () => {
  test.each([
    ['**bo', '**bo**'],
    ['*it', '*it*'],
    ['a `co', 'a `co`'],
    ['~~de', '~~de~~'],
    ['会*隐藏', '会*隐藏*'],
    ['see [the man', 'see the man'],
    ['see [the man]', 'see the man'],
    ['see [the man](https://exa', 'see the man'],
    ['![a pic', ''],
    ['![a pic]', ''],
    ['\\(a + b', '\\(a + b\\)'],
    ['so $x^2 + ', 'so $x^2 +$'],
    ['so $$x^2', 'so $$x^2$$'],
  ])('are closed: %j', (text, healed) => {
    expect(heal(text)).toBe(healed)
  })

  test.each(['It costs $5 and', '2 * 3 and', 'Hello!', 'snake_case_name', 'a < b and c'])(
    'are left alone where they are none: %j',
    (text) => {
      expect(heal(text)).toBe(text)
    },
  )
})

test('fewer than 50 states of an answer that comes by character show a mark', () => {
  const MARK = /[*`~|[\]\\$#]|(?<!\w)_|_(?!\w)|^---/m
  /** What is meant as it stands. */
  const MEANT = /2 \*(?: 3)?|\$5|\$10?|snake_case_names/g
  const stream = createMarkdownStream()
  const showing: string[] = []
  for (let end = 1; end <= ANSWER.length; end++) {
    const html = toHtml(stream.update(ANSWER.slice(0, end)), stream)
    const elements = /<pre>.*?<\/pre>|<code>.*?<\/code>|<math>.*?<\/math>|<[^>]*>/gs
    const text = html.replace(elements, '').replace(MEANT, '')
    if (MARK.test(text)) showing.push(ANSWER.slice(Math.max(0, end - 30), end))
  }
  expect(ANSWER.length).toBeGreaterThan(1800)
  expect(showing.length, showing.join('\n')).toBeLessThan(50)
})
