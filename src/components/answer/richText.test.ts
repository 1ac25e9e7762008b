import { expect, test } from 'vitest'
import { toRichText } from './richText.ts'

function richText(html: string): string {
  const drawn = document.createElement('div')
  drawn.innerHTML = html
  return toRichText(drawn)
}

test('toRichText() keeps the structure of the text', () => {
  const html =
    '<h2>Title</h2><p>Some <strong>bold</strong> and <em>soft</em> words</p>' +
    '<ol start="3"><li>Three</li></ol><blockquote><p>Said</p></blockquote>'
  expect(richText(html)).toBe(html)
})

test('toRichText() drops classes, styles, handlers and other attributes', () => {
  expect(
    richText('<p class="a" style="color:red" onclick="alert(1)" id="b" data-v-1="">Text</p>'),
  ).toBe('<p>Text</p>')
})

test('toRichText() unwraps elements that other programs ignore', () => {
  expect(richText('<div><section><p><span>Text</span></p></section></div>')).toBe('<p>Text</p>')
})

test('toRichText() keeps code without its buttons and colors', () => {
  const code =
    '<figure><figcaption>ts <button>Copy</button></figcaption>' +
    '<pre tabindex="0"><code><span class="line"><span class="token-keyword">let</span> a\n</span>' +
    '<span class="line">a &lt; b\n</span></code></pre></figure>'
  expect(richText(code)).toBe('<pre><code>let a\na &lt; b\n</code></pre>')
})

test('toRichText() keeps only links that lead out of the page', () => {
  expect(richText('<a href="https://example.com/" target="_blank" rel="noopener">Here</a>')).toBe(
    '<a href="https://example.com/">Here</a>',
  )
  expect(richText('<sup><a href="#note">1</a></sup>')).toBe('<sup>1</sup>')
  expect(richText('<a href="javascript:alert(1)">Here</a>')).toBe('Here')
})

test('toRichText() replaces images by their alternative text', () => {
  expect(richText('<p><img src="https://spy.test/x.png" alt="A fox"></p>')).toBe('<p>A fox</p>')
})

test('toRichText() keeps tables and their alignment', () => {
  expect(
    richText('<table><tbody><tr><td align="right" class="a">1</td><td>2</td></tr></tbody></table>'),
  ).toBe('<table><tbody><tr><td align="right">1</td><td>2</td></tr></tbody></table>')
})

test('toRichText() writes formulas as TeX and tasks as symbols', () => {
  const formula =
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
  expect(richText(formula)).toBe('$x^2$')
  expect(richText(formula.replace('<math>', '<math display="block">'))).toBe('$$x^2$$')
  expect(richText('<li class="task"><input type="checkbox" checked> Wash</li>')).toBe(
    '<li>☑ Wash</li>',
  )
})
