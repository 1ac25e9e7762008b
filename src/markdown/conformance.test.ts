import { mount } from '@vue/test-utils'
import { tests } from 'commonmark-spec'
import fc from 'fast-check'
import createMarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { bareParts } from './bareParts.test-helper.ts'
import { createMarkdownStream } from './createMarkdownStream.ts'
import { prefixes, randomDocument } from './randomDocument.test-helper.ts'
import StreamMarkdown from './StreamMarkdown.vue'
import { htmlToStructure, toStructure } from './structure.test-helper.ts'
import { toHtml } from './toHtml.test-helper.ts'

interface Example {
  name: string
  markdown: string
  html: string
}

/** Returns whether an example of a specification contains raw HTML, which this parser treats as text. */
function hasRawHtml(markdown: string): boolean {
  const blocks = createMarkdownIt('commonmark').parse(markdown, {})
  const all = blocks.flatMap((token) => [token, ...(token.children ?? [])])
  return all.some(({ type }) => type.startsWith('html_'))
}

/** Links that are rendered, but cannot be followed. */
const FOREIGN_SCHEMES = /<a href="(?:irc|a\+b\+c|made-up-scheme|localhost):[^"]*"/g

const commonMark = tests
  .map(({ number, section, markdown, html }): Example => {
    const tabs = (text: string) => text.replaceAll('→', '\t')
    const allowed = tabs(html).replace(FOREIGN_SCHEMES, '<a')
    return { name: `${number} ${section}`, markdown: tabs(markdown), html: allowed }
  })
  .filter(({ markdown }) => !hasRawHtml(markdown))

/** Additional examples, read if the file exists; the project's own examples are below. */
const shared = import.meta.glob<GfmExample[]>('../../../shared/gfm-examples.json', {
  import: 'default',
  eager: true,
})
const sharedGfm = Object.values(shared)
  .flat()
  .map(({ example, section, markdown, html }): Example => {
    return { name: `${example} ${section}`, markdown, html }
  })

interface GfmExample {
  example: number
  section: string
  markdown: string
  html: string
}

/** Returns whether an example is left out: URLs without `http(s):` and raw HTML are text on purpose. */
const isLeftOut = ({ name, markdown }: Example) =>
  /Autolinks/.test(name) ? !/^https?:/.test(markdown) : /Raw HTML/.test(name)

const ownGfm: Example[] = [
  {
    name: 'a table',
    markdown: '| a | b |\n|:-|-:|\n| `x \\| y` | *z* |\n| 1 |\n\nafter',
    html: '<table><thead><tr><th align="left">a</th><th align="right">b</th></tr></thead><tbody><tr><td align="left"><code>x | y</code></td><td align="right"><em>z</em></td></tr><tr><td align="left">1</td><td align="right"></td></tr></tbody></table><p>after</p>',
  },
  {
    name: 'a table after a line of text, ended by a quote',
    markdown: 'text\n| a |\n| - |\n| 1 |\n> q',
    html: '<p>text</p><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><blockquote><p>q</p></blockquote>',
  },
  {
    name: 'rows of another length than the delimiter row',
    markdown: '| a | b |\n| - |\n| 1 |',
    html: '<p>| a | b |\n| - |\n| 1 |</p>',
  },
  {
    name: 'strikethrough',
    markdown: '~~a~~ ~b~ ~~~c~~~ 5~10 and 20~30',
    html: '<p><del>a</del> <del>b</del> ~~~c~~~ 5~10 and 20~30</p>',
  },
  {
    name: 'task items',
    markdown: '- [x] a\n- [ ] b\n- [ ]c',
    html: '<ul><li><input> a</li><li><input> b</li><li>[ ]c</li></ul>',
  },
  {
    name: 'addresses',
    markdown: 'See https://a.example/b?c=d. Or (http://e.example)',
    html: '<p>See <a href="https://a.example/b?c=d">https://a.example/b?c=d</a>. Or (<a href="http://e.example">http://e.example</a>)</p>',
  },
]

function mountMarkdown(text: string, { streaming = false, autolinks = false } = {}) {
  return mount(StreamMarkdown, { props: { text, streaming, autolinks, components: bareParts } })
}

async function streamed(texts: readonly string[], whole: string, autolinks: boolean) {
  const wrapper = mountMarkdown('', { streaming: true, autolinks })
  for (const text of texts) {
    await wrapper.setProps({ text })
  }
  await wrapper.setProps({ text: whole, streaming: false })
  const structure = toStructure(wrapper.element)
  wrapper.unmount()
  return structure
}

async function expectExamples(examples: readonly Example[], autolinks: boolean) {
  const different: unknown[] = []
  for (const { name, markdown, html } of examples) {
    const expected = htmlToStructure(html)
    const wrapper = mountMarkdown(markdown, { autolinks })
    await nextTick()
    const whole = toStructure(wrapper.element)
    wrapper.unmount()
    const byCharacter = await streamed(prefixes(markdown, [1]), markdown, autolinks)
    const inPieces = await streamed(prefixes(markdown, [3, 7, 2, 11]), markdown, autolinks)
    for (const [way, structure] of Object.entries({ whole, byCharacter, inPieces }))
      if (structure !== expected) different.push({ name, way, markdown, structure, expected })
  }
  expect(different).toEqual([])
}

describe('the CommonMark specification', () => {
  test('has 580 examples without raw HTML', () => {
    expect(commonMark).toHaveLength(580)
  })

  test('renders each example as specified, whole and streamed', { timeout: 600_000 }, () =>
    expectExamples(commonMark, false),
  )
})

describe('GFM', () => {
  test("renders the project's own examples as specified", () => expectExamples(ownGfm, true))

  test.skipIf(sharedGfm.length === 0)(
    'renders the examples of its specification as specified',
    () => {
      const examples = sharedGfm.filter((example) => !isLeftOut(example))
      expect(examples).toHaveLength(14)
      return expectExamples(examples, true)
    },
  )
})

describe('random documents', () => {
  const { text, sizes } = randomDocument
  // 10,000 documents take minutes: `npm run test:thorough` parses and renders so many.
  const runs = (otherwise: number) => (import.meta.env['SOAK'] === undefined ? otherwise : 10_000)

  test('parse to the same blocks whole, by character and in pieces', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(text, sizes, (markdown, pieces) => {
        const parse = (texts: readonly string[]) => {
          const stream = createMarkdownStream()
          for (const prefix of texts) stream.update(prefix)
          return toHtml(stream.update(markdown, true), stream)
        }
        const whole = parse([])
        expect(parse(prefixes(markdown, [1]))).toBe(whole)
        expect(parse(prefixes(markdown, pieces))).toBe(whole)
      }),
      { numRuns: runs(500) },
    )
  })

  test('render the same elements whole and in pieces', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(text, sizes, async (markdown, pieces) => {
        const whole = await streamed([], markdown, true)
        expect(await streamed(prefixes(markdown, pieces), markdown, true)).toBe(whole)
      }),
      { numRuns: runs(100) },
    )
  })
})
