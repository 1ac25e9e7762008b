import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { randomDocument } from '../../markdown/randomDocument.test-helper.ts'
import StreamMarkdown from '../../markdown/StreamMarkdown.vue'
import { drawnTexts } from './drawnTexts.ts'
import { markdownTexts } from './markdownTexts.ts'

vi.mock('../../markdown/parts/loadFormulas.ts', () => ({
  loadFormulas: async () => (tex: string) => document.createTextNode(`drawn ${tex}`),
}))

/** The texts of a document that is on the page. */
function drawn(text: string): readonly string[] {
  const page = document.createElement('article')
  const markdown = mount(StreamMarkdown, {
    props: { text, highlight: false },
    attrs: { 'data-words': '' },
  })
  page.append(markdown.element as Element)
  const texts = drawnTexts(page).map((group) => group.text)
  markdown.unmount()
  return texts
}

/** White space at the ends is what Markdown’s marks leave, and nobody looks for it. */
const toRead = (texts: readonly string[]) => texts.map((text) => text.trim()).filter(Boolean)

describe('what is read of Markdown', () => {
  it.each([
    [
      'marks in words',
      '很**快**乐, `co`de and [a *link*](https://a.b)',
      ['很快乐, code and a link'],
    ],
    ['lines of a paragraph', 'one\ntwo  \nthree', ['one two three']],
    ['lines of code', '```ts\na b\nc\n```', ['a b\nc']],
    ['lists', '- one\n  - two\n- [x] three\n\n4. four', ['one', 'two', 'three', 'four']],
    ['tables', '| a | b |\n| - | - |\n| **c** | d |', ['a', 'b', 'c', 'd']],
    ['headings and quotations', '# a\n\n> b\n> c', ['a', 'b c']],
    ['escaped signs', 'a\\_b &amp; c', ['a_b & c']],
    ['addresses', '[a](https://a.b/c "title") https://d.e', ['a https://d.e']],
    ['links by reference', '[a][1]\n\n[1]: https://a.b', ['a']],
    ['footnotes', 'a[^x] b[^y]\n\n[^x]: c', ['a1 b[^y]', 'c']],
    ['what is no text', 'a $x^2$ b\n\n$$\ny\n$$\n\n![c](https://a.b/d.png)\n\n---', ['a', 'b']],
    ['what stands on both sides of that', '- a\n  ***\n  b ![c](d) e', ['a', 'b', 'e']],
    ['diagrams', '```mermaid\ngraph LR\n```\n\na', ['a']],
  ])('is what is drawn: %s', (_, text, texts) => {
    expect(toRead(markdownTexts(text))).toEqual(texts)
    expect(toRead(drawn(text))).toEqual(texts)
  })

  it('is what is drawn, whatever the document', () => {
    fc.assert(
      fc.property(randomDocument.text, (text) => {
        expect(toRead(drawn(text))).toEqual(toRead(markdownTexts(text)))
      }),
    )
  })

  it('takes marks without their end as ended, unless the text is whole', () => {
    expect(markdownTexts('It is **bo', 'open')).toEqual(['It is bo'])
    expect(markdownTexts('It is **bo', 'cut off')).toEqual(['It is bo'])
    expect(markdownTexts('It is **bo', 'whole')).toEqual(['It is **bo'])
  })
})
