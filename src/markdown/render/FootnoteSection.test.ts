import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { h } from 'vue'
import { bareParts } from '../bareParts.test-helper.ts'
import { mountMarkdown, recordMutations } from '../mountMarkdown.test-helper.ts'
import StreamMarkdown from '../StreamMarkdown.vue'

enableAutoUnmount(afterEach)

const TEXT = 'One[^a] two[^b] three[^a].\n\n[^a]: First\n\n[^b]: Second\n\n    More\n'

const MARK = '[role=doc-noteref]'
const FOOTNOTE = '[role=doc-endnotes] li'

describe('footnotes', () => {
  test('are listed at the end, in the order of their references', () => {
    const wrapper = mountMarkdown(`${TEXT}\nThe end[^c]\n\n[^c]: Third\n`, { streaming: false })
    expect(wrapper.findAll(MARK).map((mark) => mark.text())).toEqual(['1', '2', '1', '3'])
    expect(wrapper.findAll(`${FOOTNOTE} p`).map((paragraph) => paragraph.text())).toEqual([
      'First',
      'Second',
      'More',
      'Third',
    ])
    expect(wrapper.element.lastElementChild?.getAttribute('role')).toBe('doc-endnotes')
  })

  test('are a named section, which is absent without footnotes', async () => {
    const wrapper = mountMarkdown(TEXT)
    const section = wrapper.get('section')
    const heading = wrapper.get(`[id="${section.attributes('aria-labelledby')}"]`)
    expect(heading.text()).toBe('Footnotes')
    await wrapper.setProps({ text: 'One' })
    expect(wrapper.find('section').exists()).toBe(false)
  })

  test('receive the focus from a reference, and return it to that reference', async () => {
    const wrapper = mountMarkdown(TEXT, { streaming: false })
    const [first, , last] = wrapper.findAll(MARK)
    const [footnote] = wrapper.findAll(FOOTNOTE)
    expect(first?.attributes('href')).toBe(`#${footnote?.attributes('id')}`)

    await last?.trigger('click')
    expect(document.activeElement).toBe(footnote?.element)
    await footnote?.get('button').trigger('click')
    expect(document.activeElement).toBe(last?.element)

    await first?.trigger('click')
    await footnote?.get('button').trigger('click')
    expect(document.activeElement).toBe(first?.element)
  })

  test('return the focus to the first reference if none was used', async () => {
    const wrapper = mountMarkdown(TEXT, { streaming: false })
    const [first] = wrapper.findAll(MARK)
    await wrapper.findAll(FOOTNOTE)[0]?.get('button').trigger('click')
    expect(document.activeElement).toBe(first?.element)
  })

  test('return the focus to an existing reference if the used one is gone', async () => {
    const wrapper = mountMarkdown(`- x[^a]\n\n${TEXT}`, { streaming: false })
    await wrapper.get(MARK).trigger('click')
    await wrapper.setProps({ text: TEXT })
    await wrapper.findAll(FOOTNOTE)[0]?.get('button').trigger('click')
    expect(document.activeElement).toBe(wrapper.get(MARK).element)
  })

  test("do not change the page's URL", () => {
    const wrapper = mountMarkdown(TEXT, { streaming: false })
    const click = new MouseEvent('click', { bubbles: true, cancelable: true })
    wrapper.get(MARK).element.dispatchEvent(click)
    expect(click.defaultPrevented).toBe(true)
  })

  test('have different ids in two documents on a page', async () => {
    const draw = () =>
      [1, 2].map((key) => h(StreamMarkdown, { key, text: TEXT, components: bareParts }))
    const wrapper = mount(() => h('main', draw()), { attachTo: document.body })
    const ids = wrapper.findAll('[id]').map((element) => element.attributes('id'))
    expect(ids).toHaveLength(6)
    expect(new Set(ids).size).toBe(6)

    const marks = wrapper.findAll(MARK)
    await marks[3]?.trigger('click')
    expect(wrapper.findAll('section')[1]?.element.contains(document.activeElement)).toBe(true)
  })

  test('grow in place', async () => {
    const wrapper = mountMarkdown('One[^a]\n\n[^a]: Fir')
    const mutations = recordMutations(wrapper.get(FOOTNOTE).element)
    await wrapper.setProps({ text: 'One[^a]\n\n[^a]: First' })
    expect(wrapper.get(`${FOOTNOTE} p`).text()).toBe('First')
    expect(mutations.take().map(({ type }) => type)).toEqual(['characterData'])
  })
})

describe('a footnote reference', () => {
  test('shows its label without a link while the footnote is awaited', () => {
    const wrapper = mountMarkdown('One[^note] two.\n\n')
    expect(wrapper.get('sup').text()).toBe('note')
    expect(wrapper.get(MARK).attributes('href')).toBeUndefined()
    expect(wrapper.find('section').exists()).toBe(false)
  })

  test('does nothing on a click while the footnote is awaited', async () => {
    const wrapper = mountMarkdown('One[^note] two.\n\n')
    const before = document.activeElement
    await wrapper.get(MARK).trigger('click')
    expect(document.activeElement).toBe(before)
  })

  test('stays the same element when its footnote arrives', async () => {
    const wrapper = mountMarkdown('One[^note] two.\n\n')
    const mark = wrapper.get(MARK).element
    await wrapper.setProps({ text: 'One[^note] two.\n\n[^note]: Note', streaming: false })
    expect(wrapper.get(MARK).element).toBe(mark)
    expect(mark.textContent).toBe('1')
  })

  test('shows its source if the footnote never arrives', async () => {
    const wrapper = mountMarkdown('One[^note] two.')
    await wrapper.setProps({ streaming: false })
    expect(wrapper.text()).toBe('One[^note] two.')
    expect(wrapper.find('sup').exists()).toBe(false)
  })
})
