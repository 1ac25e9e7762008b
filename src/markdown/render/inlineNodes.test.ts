import { mount } from '@vue/test-utils'
import type { Token } from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { h, type FunctionalComponent } from 'vue'
import { bareParts } from '../bareParts.test-helper.ts'
import { createInlineParser } from '../inline/createInlineParser.ts'
import { toNodes, type InlineComponents } from './inlineNodes.ts'

const Reference: FunctionalComponent<{ label: string }> = ({ label }) => h('sup', label)
Reference.props = ['label']

const components: InlineComponents = {
  formula: bareParts.formula,
  image: bareParts.image,
  footnoteReference: Reference,
}

const markdown = createInlineParser()

function parse(text: string): Token[] {
  const [inline] = markdown.parseInline(text, {})
  return inline?.children ?? []
}

/** Creates a token that the parser never produces. */
function token(type: string, nesting: Token['nesting'], content = ''): Token {
  const [template] = parse('text')
  if (template === undefined) throw new Error('There is no token.')
  return Object.assign(template, { type, nesting, content, tag: 'script' })
}

const draw = (tokens: readonly Token[]) =>
  mount(() => h('p', toNodes(tokens, components))).element as HTMLElement

const toHtml = (tokens: readonly Token[]) => draw(tokens).innerHTML

describe('the elements of a text', () => {
  test.each([
    ['*a* **b** ~~c~~ `d`', '<em>a</em> <strong>b</strong> <del>c</del> <code>d</code>'],
    ['a  \nb', 'a<br>\nb'],
    ['a\nb', 'a\nb'],
    ['$x$ [^n]', '<math>x</math> <sup>n</sup>'],
    ['<b>a</b> &amp; &lt;', '&lt;b&gt;a&lt;/b&gt; &amp; &lt;'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
  ])('match its marks: %j', (text, html) => {
    expect(toHtml(parse(text))).toBe(html)
  })

  test('are limited to an allowlist: other tokens are rendered as text', () => {
    const tokens = [
      token('html_inline', 0, '<script>alert(1)</script>'),
      token('script_open', 1),
      token('text', 0, 'alert(2)'),
      token('script_close', -1),
    ]
    const element = draw(tokens)
    expect(element.children).toHaveLength(0)
    expect(element.textContent).toBe('<script>alert(1)</script>alert(2)')
  })

  test('are at most 50 deep, without loss of text', () => {
    const levels = Array.from({ length: 200 }, (_, index) => index)
    const element = draw([
      ...levels.flatMap((level) => [token('em_open', 1), token('text', 0, `${level} `)]),
      ...levels.flatMap(() => [token('text', 0, '.'), token('em_close', -1)]),
    ])
    expect(element.querySelectorAll('em')).toHaveLength(50)
    expect(element.textContent).toBe(`${levels.join(' ')} ${'.'.repeat(200)}`)
  })

  test('are rendered again after content that was nested too deep', () => {
    const deep = Array.from({ length: 60 })
    const element = draw([
      ...deep.map(() => token('em_open', 1)),
      ...deep.map(() => token('em_close', -1)),
      token('strong_open', 1),
      token('text', 0, 'after'),
      token('strong_close', -1),
    ])
    expect(element.lastElementChild?.outerHTML).toBe('<strong>after</strong>')
  })

  test('without an end or a beginning lose no text', () => {
    expect(toHtml([token('em_close', -1), token('text', 0, 'a')])).toBe('a')
  })
})

describe('a link', () => {
  test.each([
    [
      '[a](https://a.example "There")',
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer" title="There" data-host="a.example">a</a>',
    ],
    [
      '[*a.*`example`/b](https://a.example)',
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer"><em>a.</em><code>example</code>/b</a>',
    ],
    [
      '[![a.example](b)](https://a.example)',
      '<a href="https://a.example" target="_blank" rel="noopener noreferrer" data-host="a.example"><img src="b" alt="a.example"></a>',
    ],
    ['[a](#part)', '<a href="#part">a</a>'],
    ['[a](javascript:alert(1) "There")', '<a title="There">a</a>'],
    ['[a]( )', '<a href="" target="_blank" rel="noopener noreferrer">a</a>'],
  ])('has these attributes: %s', (text, html) => {
    expect(toHtml(parse(text))).toBe(html)
  })
})

describe('an image', () => {
  test('has the plain text of its description as `alt`', () => {
    const [image] = draw(parse('![a *b `c`* [d](e) ![f *g*](h)](i "There")')).children
    expect(image?.getAttribute('alt')).toBe('a b c d f g')
    expect(image?.getAttribute('title')).toBe('There')
    expect(image?.getAttribute('src')).toBe('i')
  })

  test('has no title if none is given', () => {
    expect(draw(parse('![a\nb](c)')).firstElementChild?.outerHTML).toBe('<img src="c" alt="a\nb">')
  })
})

describe('pieces of text', () => {
  test.each(['a\nb', 'a \\* b', '&amp;&amp; a', 'a [b] c', '2 * 3 _ 4', 'a\n!b'])(
    'become one node: %j',
    (text) => {
      expect(toNodes(parse(text), components)).toHaveLength(1)
    },
  )

  test('are one node after an element, too', () => {
    expect(toNodes(parse('*a* b\nc [d]'), components).slice(1)).toEqual([' b\nc [d]'])
  })
})

test('toNodes() draws 500 formulas of a text, and shows the source of the others', () => {
  const element = draw(parse('$x$ '.repeat(600)))
  expect(element.querySelectorAll('math')).toHaveLength(500)
  expect(element.querySelectorAll('code')).toHaveLength(100)
  expect(element.textContent?.match(/x/g)).toHaveLength(600)
})
