import { mount } from '@vue/test-utils'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { randomDocument } from '../../markdown/randomDocument.test-helper.ts'
import StreamMarkdown from '../../markdown/StreamMarkdown.vue'
import { drawnTexts } from './drawnTexts.ts'
import { markdownTexts } from './markdownTexts.ts'

vi.mock('../../markdown/parts/loadFormulas.ts', () => ({
  loadFormulas: async () => (tex: string) => document.createTextNode(`drawn ${tex}`),
}))

/** Draws a document, and returns its texts on the page. */
function textsOnPage(text: string): readonly string[] {
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

/** Removes the white space around texts, which the marks of Markdown leave. */
const trimAll = (texts: readonly string[]) => texts.map((text) => text.trim()).filter(Boolean)

describe('markdownTexts()', () => {
  test.each([
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
    ['escaped characters', 'a\\_b &amp; c', ['a_b & c']],
    ['URLs', '[a](https://a.b/c "title") https://d.e', ['a https://d.e']],
    ['links by reference', '[a][1]\n\n[1]: https://a.b', ['a']],
    ['footnotes', 'a[^x] b[^y]\n\n[^x]: c', ['a1 b[^y]', 'c']],
    [
      'formulas, images and rules',
      'a $x^2$ b\n\n$$\ny\n$$\n\n![c](https://a.b/d.png)\n\n---',
      ['a', 'b'],
    ],
    ['the texts around them', '- a\n  ***\n  b ![c](d) e', ['a', 'b', 'e']],
    ['unclosed formulas in tight lists', '- a\n  \\[', ['a', '[']],
    ['diagrams', '```mermaid\ngraph LR\n```\n\na', ['a']],
  ])('reads the same text as the page: %s', (_, text, texts) => {
    expect(trimAll(markdownTexts(text))).toEqual(texts)
    expect(trimAll(textsOnPage(text))).toEqual(texts)
  })

  test('reads the same text as the page for random documents', () => {
    fc.assert(
      fc.property(randomDocument.text, (text) => {
        expect(trimAll(textsOnPage(text))).toEqual(trimAll(markdownTexts(text)))
      }),
    )
  })

  test('hides unclosed marks unless the text is complete', () => {
    expect(markdownTexts('It is **bo', 'open')).toEqual(['It is bo'])
    expect(markdownTexts('It is **bo', 'cut off')).toEqual(['It is bo'])
    expect(markdownTexts('It is **bo', 'whole')).toEqual(['It is **bo'])
  })
})
