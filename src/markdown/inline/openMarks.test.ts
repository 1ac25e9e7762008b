import { describe, expect, test } from 'vitest'
import { ANSWER } from '../answer.test-helper.ts'
import { createMarkdownStream } from '../createMarkdownStream.ts'
import { toHtml } from '../toHtml.test-helper.ts'

function openHtml(text: string): string {
  const stream = createMarkdownStream()
  return toHtml(stream.update(text), stream).replace(/^<p>|<\/p>$/g, '')
}

describe('open marks', () => {
  test.each([
    ['**bo', '<strong>bo</strong>'],
    ['*it', '<em>it</em>'],
    ['***bo*', '<em><strong>bo</strong></em>'],
    ['**bo *it', '<strong>bo <em>it</em></strong>'],
    ['**bo *it*', '<strong>bo <em>it</em></strong>'],
    ['a `co', 'a <code>co</code>'],
    ['a `` co ` de', 'a <code> co ` de</code>'],
    ['**a `co', '<strong>a <code>co</code></strong>'],
    ['~~de', '<del>de</del>'],
    ['会*隐藏', '会<em>隐藏</em>'],
    ['**注意：**会', '<strong>注意：</strong>会'],
    ['see [the *man', 'see the <em>man</em>'],
    ['see [the man]', 'see the man'],
    ['see [the man](https://exa', 'see the man'],
    ['see [the man](https://exa.mple "Ti', 'see the man'],
    ['see **[the `man`](https://exa', 'see <strong>the <code>man</code></strong>'],
    ['see ![a pic', 'see '],
    ['see ![a pic]', 'see '],
    ['see ![a pic](https', 'see '],
    ['\\(a + b', '<math>a + b</math>'],
    ['so $x^2 + ', 'so <math>x^2 +</math>'],
    ['so $$x^2', 'so <math>x^2</math>'],
  ])('are closed at the end of the text: %j', (text, html) => {
    expect(openHtml(text)).toBe(html)
  })

  test.each([
    'It costs $5 and',
    'It costs $5 and a snake_case_name',
    'It costs $6，因为 x_1 is',
    '2 * 3 and',
    'Hello!',
    'snake_case_name',
    'about ~5 of them',
    'array[0] and (more)',
    '[a](b c) and',
  ])('stay text if they are not marks: %j', (text) => {
    expect(openHtml(text)).toBe(text)
  })

  test('stay text if closing them would overlap a pair', () => {
    expect(openHtml('~~a *b~~ c')).toBe('<del>a *b</del> c')
  })
})

test('fewer than 50 states of an answer that arrives by character show a mark', () => {
  const MARK = /[*`~|[\]\\$#]|(?<!\w)_|_(?!\w)|^---/m
  /** Text of the answer that only looks like a mark. */
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
