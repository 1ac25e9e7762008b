import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { mountMarkdown, recordMutations } from '../mountMarkdown.test-helper.ts'
import { InlineText } from './InlineText.ts'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.restoreAllMocks()
})

/** A paragraph so long that it is not parsed at every update. */
const LONG = `*One* ${'word '.repeat(1000)}`

test('a growing long paragraph shows its new end, and does not render the rest again', async () => {
  const wrapper = mountMarkdown(LONG)
  const shown = wrapper.get('p').element.textContent
  const mutations = recordMutations(wrapper.element)
  for (const end of ['a', 'an', 'and more']) await wrapper.setProps({ text: LONG + end })
  expect(wrapper.get('p').element.textContent).toBe(`${shown?.trimEnd()} and more`)
  expect(wrapper.findAll('em')).toHaveLength(1)
  expect(new Set(mutations.take().map(({ type }) => type))).toEqual(new Set(['characterData']))
})

test('a long paragraph renders the elements at its end when it has grown enough, or is finished', async () => {
  const wrapper = mountMarkdown(LONG)
  await wrapper.setProps({ text: `${LONG}and *two*` })
  expect(wrapper.findAll('em')).toHaveLength(1)
  await wrapper.setProps({ text: `${LONG}and *two* ${'word '.repeat(200)}` })
  expect(wrapper.findAll('em')).toHaveLength(2)
  await wrapper.setProps({ text: `${LONG}and *two* ${'word '.repeat(200)}*three*\n\n` })
  expect(wrapper.findAll('em')).toHaveLength(3)
})

test('a replaced long paragraph is parsed immediately', async () => {
  const wrapper = mountMarkdown(LONG)
  await wrapper.setProps({ text: `**Two** ${'word '.repeat(1000)}` })
  expect(wrapper.find('em').exists()).toBe(false)
  expect(wrapper.get('strong').text()).toBe('Two')
})

test('a part outside of a document throws an error that names StreamMarkdown', () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  expect(() => mount(InlineText, { props: { text: 'a' } })).toThrow('`<StreamMarkdown>`')
})
