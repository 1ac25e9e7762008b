import { expect, test } from 'vitest'
import { toRichText } from './richText.ts'

function richText(html: string): string {
  const drawn = document.createElement('div')
  drawn.innerHTML = html
  return toRichText(drawn)
}

test('keeps how a text is built', () => {
  const html =
    '<h2>Title</h2><p>Some <strong>bold</strong> and <em>soft</em> words</p>' +
    '<ol start="3"><li>Three</li></ol><blockquote><p>Said</p></blockquote>'
  expect(richText(html)).toBe(html)
})

test('drops classes, styles, handlers and whatever else hangs on it', () => {
  expect(
    richText('<p class="a" style="color:red" onclick="alert(1)" id="b" data-v-1="">Text</p>'),
  ).toBe('<p>Text</p>')
})

test('takes what is in elements that mean nothing elsewhere', () => {
  expect(richText('<div><section><p><span>Text</span></p></section></div>')).toBe('<p>Text</p>')
})

test('has code as it was written, without its buttons and colours', () => {
  const code =
    '<figure><figcaption>ts <button>Copy</button></figcaption>' +
    '<pre tabindex="0"><code><span class="line"><span class="token-keyword">let</span> a\n</span>' +
    '<span class="line">a &lt; b\n</span></code></pre></figure>'
  expect(richText(code)).toBe('<pre><code>let a\na &lt; b\n</code></pre>')
})

test('has links that lead elsewhere, and no others', () => {
  expect(richText('<a href="https://example.com/" target="_blank" rel="noopener">Here</a>')).toBe(
    '<a href="https://example.com/">Here</a>',
  )
  expect(richText('<sup><a href="#note">1</a></sup>')).toBe('<sup>1</sup>')
  expect(richText('<a href="javascript:alert(1)">Here</a>')).toBe('Here')
})

test('has no pictures, which would be asked of their host', () => {
  expect(richText('<p><img src="https://spy.test/x.png" alt="A fox"></p>')).toBe('<p>A fox</p>')
})

test('has tables with their alignment', () => {
  expect(
    richText('<table><tbody><tr><td align="right" class="a">1</td><td>2</td></tr></tbody></table>'),
  ).toBe('<table><tbody><tr><td align="right">1</td><td>2</td></tr></tbody></table>')
})

test('has formulas and done tasks in writing', () => {
  const formula =
    '<math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2</annotation></semantics></math>'
  expect(richText(formula)).toBe('$x^2$')
  expect(richText(formula.replace('<math>', '<math display="block">'))).toBe('$$x^2$$')
  expect(richText('<li class="task"><input type="checkbox" checked> Wash</li>')).toBe(
    '<li>☑ Wash</li>',
  )
})
