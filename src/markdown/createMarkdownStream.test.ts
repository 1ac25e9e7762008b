import { effectScope, watchEffect } from 'vue'
import { describe, expect, test } from 'vitest'
import { createMarkdownStream } from './createMarkdownStream.ts'
import { toHtml } from './toHtml.test-helper.ts'

function parse(markdown: string): string {
  const stream = createMarkdownStream()
  return toHtml(stream.update(markdown, true), stream)
}

/** Returns the HTML of a document that may still grow. */
function parseOpen(markdown: string): string {
  const stream = createMarkdownStream()
  return toHtml(stream.update(markdown), stream)
}

describe('a finished block', () => {
  const MARKDOWN = `# Heading

A paragraph.

- one
- two

  > quoted
  > more

| a | b |
| - | - |
| 1 | 2 |

\`\`\`js
code()
\`\`\`

$$
x
$$

The end.
`

  test('stays the same object in all later documents', () => {
    const stream = createMarkdownStream()
    const seen = new Map<number, unknown>()
    const lines = MARKDOWN.split(/(?<=\n)/)
    for (const [index] of lines.entries()) {
      const blocks = stream.update(lines.slice(0, index + 1).join('')).blocks.flat()
      for (const [position, block] of blocks.slice(0, -1).entries()) {
        if (seen.has(position)) expect(block).toBe(seen.get(position))
        seen.set(position, block)
      }
    }
    expect(seen.size).toBe(6)
  })

  test('stays the same object in a list, and so do full chunks of items', () => {
    const stream = createMarkdownStream()
    const items = Array.from({ length: 100 }, (_, index) => `- item ${index}\n`)
    const listOf = (text: string) => {
      const [block] = stream.update(text).blocks.flat()
      if (block?.type !== 'list') throw new Error('There is no list.')
      return block
    }
    const before = listOf(items.slice(0, 40).join(''))
    const after = listOf(items.join(''))
    expect(after.items).toHaveLength(4)
    expect(after.items[0]).toBe(before.items[0])
    expect(after.items[1]?.[6]).toBe(before.items[1]?.[6])
  })

  test('is parsed only once', () => {
    const stream = createMarkdownStream()
    const [first] = stream.update('one\n\ntwo').blocks.flat()
    const [again] = stream.update('one\n\ntwo three\n\nfour').blocks.flat()
    expect(again).toBe(first)
  })
})

describe('update()', () => {
  test('parses from the beginning a text that does not continue the previous one', () => {
    const stream = createMarkdownStream()
    stream.update('# one\n\n[a]: /old\n\n')
    const html = toHtml(stream.update('two [a]', true), stream)
    expect(html).toBe('<p>two [a]</p>')
  })

  test('parses a text that continues after its end as one text', () => {
    const stream = createMarkdownStream()
    stream.update('- on', true)
    expect(toHtml(stream.update('- one\n- two', true), stream)).toBe(
      '<ul><li>one</li>\n<li>two</li></ul>',
    )
  })

  test.each(['a\r\rb', 'a\r\n\r\nb', 'a\n\nb'])('accepts line endings as in %j', (text) => {
    const stream = createMarkdownStream()
    for (let end = 1; end < text.length; end++) stream.update(text.slice(0, end))
    expect(toHtml(stream.update(text, true), stream)).toBe('<p>a</p>\n<p>b</p>')
  })

  test('replaces NUL characters, as specified', () => {
    expect(parse('a\0b')).toBe('<p>a\uFFFDb</p>')
  })

  test('treats marks beyond the maximum depth as text', () => {
    expect(parse('>'.repeat(10_000))).toContain('<p>&gt;')
    expect(parse('- '.repeat(10_000)).length).toBeLessThan(100_000)
  })
})

describe('a text that was cut off', () => {
  function parseCutOff(markdown: string): string {
    const stream = createMarkdownStream()
    return toHtml(stream.update(markdown, false, true), stream)
  }

  test.each([
    'One **tw',
    'One **tw*',
    'a `co',
    'see [the man](https://exa',
    'text\n--',
    'text\n\n- ',
    'text\n\n```py',
    '| a | b',
    'so $x^2 +',
    '```js\nlet a\n``',
    'a[^1] and [^',
  ])('stays as it was while it was open: %j', (markdown) => {
    expect(parseCutOff(markdown)).toBe(parseOpen(markdown))
  })

  test.each([
    ['42', '<p>42</p>'],
    ['The answer is\n42', '<p>The answer is\n42</p>'],
    ['It costs 5 $', '<p>It costs 5 $</p>'],
    ['salt &', '<p>salt &amp;</p>'],
    ['salt &amp', '<p>salt &amp;amp</p>'],
    ['if a <b', '<p>if a &lt;b</p>'],
    ['What ?!', '<p>What ?!</p>'],
    ['Wait !', '<p>Wait !</p>'],
    ['a path C:\\', '<p>a path C:\\</p>'],
    ['[Note]: it is small', '<p>[Note]: it is small</p>'],
    ['call `__init__', '<p>call <code>__init__</code></p>'],
  ])('shows trailing characters that are not marks: %j', (markdown, html) => {
    expect(parseCutOff(markdown)).toBe(html)
  })

  test('ends regularly when it continues, or when it is complete', () => {
    const stream = createMarkdownStream()
    stream.update('One **tw', false, true)
    expect(stream.isCutOff).toBe(true)
    expect(toHtml(stream.update('One **two** th'), stream)).toBe(
      '<p>One <strong>two</strong> th</p>',
    )
    expect(stream.isCutOff).toBe(false)
    expect(toHtml(stream.update('One **two** **th', true), stream)).toBe(
      '<p>One <strong>two</strong> **th</p>',
    )
    expect(toHtml(stream.update('One **two** **th', false, true), stream)).toBe(
      '<p>One <strong>two</strong> <strong>th</strong></p>',
    )
  })
})

describe('definitions', () => {
  test('that arrive late change parsed texts, and trigger the effects that read them', () => {
    const stream = createMarkdownStream()
    const scope = effectScope()
    const drawn: string[] = []
    scope.run(() => {
      watchEffect(
        () =>
          drawn.push(
            stream.parseInline('[a]').some(({ type }) => type === 'link_open')
              ? 'a: link'
              : 'a: text',
          ),
        { flush: 'sync' },
      )
      watchEffect(() => drawn.push(stream.parseInline('[b]').length > 1 ? 'b: link' : 'b: text'), {
        flush: 'sync',
      })
    })
    stream.update('[a] and [b]\n\n[a]: /a\n')
    expect(drawn).toEqual(['a: text', 'b: text'])
    stream.update('[a] and [b]\n\n[a]: /a\n\n')
    expect(drawn).toEqual(['a: text', 'b: text', 'a: link'])
    scope.stop()
  })

  test('count only the first time', () => {
    expect(parse('[a]: /one\n[a]: /two\n\n[a]')).toBe('<p><a href="/one">a</a></p>')
  })

  test.each(['constructor', 'toString', 'valueOf'])(
    'are not inherited from Object.prototype: %s',
    (label) => {
      expect(parse(`[${label}]`)).toBe(`<p>[${label}]</p>`)
    },
  )

  test('do not show while they arrive', () => {
    expect(parseOpen('text\n\n[label]: https://exam')).toBe('<p>text</p>')
  })
})

describe('footnotes', () => {
  test('are numbered in the order in which the text refers to them', () => {
    const stream = createMarkdownStream()
    const { footnotes } = stream.update(
      'b[^b] a[^a] none[^c]\n\n[^a]: A\n\n[^b]: B\n\n    more\n',
      true,
    )
    expect(footnotes.map(({ label, number }) => [label, number])).toEqual([
      ['b', 1],
      ['a', 2],
    ])
    expect(footnotes[0]?.children.flat()).toHaveLength(2)
    expect(stream.footnoteState('a')).toBe(2)
    expect(stream.footnoteState('c')).toBe('missing')
  })

  test('are awaited until the text is complete', () => {
    const stream = createMarkdownStream()
    stream.update('a[^a]\n\n')
    expect(stream.footnoteState('a')).toBe('awaited')
  })

  test('without a reference are not shown', () => {
    const stream = createMarkdownStream()
    expect(stream.update('text\n\n[^a]: A', true).footnotes).toEqual([])
  })

  test('show while they grow', () => {
    const stream = createMarkdownStream()
    const { footnotes } = stream.update('text[^a]\n\n[^a]: Some wor')
    expect(footnotes[0]?.children.flat()).toMatchObject([{ type: 'paragraph', text: 'Some wor' }])
  })
})

describe('formulas', () => {
  test.each([
    ['$$\na\nb\n$$', '<math>\na\nb\n</math>'],
    ['\\[\na\n\\]', '<math>\na\n</math>'],
    ['$$ a $$', '<math> a </math>'],
    ['\\[a\\]', '<math>a</math>'],
    ['$$\na\n\nb', '<p>$$\na</p>\n<p>b</p>'],
    ['$$\na', '<p>$$\na</p>'],
    ['> $$\n> a\n> $$\n> after', '<blockquote>\n<math>\na\n</math>\n<p>after</p>\n</blockquote>'],
    ['text\n$$\na\n$$ after', '<p>text</p>\n<math>\na\n</math>\n<p>after</p>'],
  ])('may be blocks: %j', (markdown, html) => {
    expect(parse(markdown)).toBe(html)
  })
})

describe('an undecided line', () => {
  test.each([
    ['text\n\n#', '<p>text</p>'],
    ['text\n\n- ', '<p>text</p>'],
    ['text\n\n12.', '<p>text</p>'],
    ['text\n--', '<p>text</p>'],
    ['text\n\n``', '<p>text</p>'],
    ['text\n\n```py', '<p>text</p>'],
    ['text\n\n$$', '<p>text</p>'],
    ['text\n\n- [ ]', '<p>text</p>'],
    ['```\ncode\n``', '<pre><code>code\n</code></pre>'],
  ])('does not show its marks: %j', (markdown, html) => {
    expect(parseOpen(markdown)).toBe(html)
  })

  test('shows the header of a table at once', () => {
    expect(parseOpen('| a | b')).toBe('<table><thead><tr><th>a</th><th>b</th></tr></thead></table>')
    expect(parseOpen('| a | b |\n| -')).toBe(
      '<table><thead><tr><th>a</th><th>b</th></tr></thead></table>',
    )
    expect(parse('| a | b')).toBe('<p>| a | b</p>')
  })
})
