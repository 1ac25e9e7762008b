import { enableAutoUnmount, mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { mountMarkdown, recordMutations } from '../mountMarkdown.test-helper.ts'
import { InlineText } from './InlineText.ts'

enableAutoUnmount(afterEach)
afterEach(() => {
  vi.restoreAllMocks()
})

/** A paragraph from whose length on it is not parsed at every update. */
const LONG = `*One* ${'word '.repeat(1000)}`

test('a long paragraph that grows shows its new end, and leaves the rest alone', async () => {
  const wrapper = mountMarkdown(LONG)
  const shown = wrapper.get('p').element.textContent
  const mutations = recordMutations(wrapper.element)
  for (const end of ['a', 'an', 'and more']) await wrapper.setProps({ text: LONG + end })
  expect(wrapper.get('p').element.textContent).toBe(`${shown?.trimEnd()} and more`)
  expect(wrapper.findAll('em')).toHaveLength(1)
  expect(new Set(mutations.take().map(({ type }) => type))).toEqual(new Set(['characterData']))
})

test('a long paragraph has the elements of its end when it has grown enough, or is finished', async () => {
  const wrapper = mountMarkdown(LONG)
  await wrapper.setProps({ text: `${LONG}and *two*` })
  expect(wrapper.findAll('em')).toHaveLength(1)
  await wrapper.setProps({ text: `${LONG}and *two* ${'word '.repeat(200)}` })
  expect(wrapper.findAll('em')).toHaveLength(2)
  await wrapper.setProps({ text: `${LONG}and *two* ${'word '.repeat(200)}*three*\n\n` })
  expect(wrapper.findAll('em')).toHaveLength(3)
})

test('a long paragraph that another one takes the place of is parsed at once', async () => {
  const wrapper = mountMarkdown(LONG)
  await wrapper.setProps({ text: `**Two** ${'word '.repeat(1000)}` })
  expect(wrapper.find('em').exists()).toBe(false)
  expect(wrapper.get('strong').text()).toBe('Two')
})

test('a part outside of a document says what to use', () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  expect(() => mount(InlineText, { props: { text: 'a' } })).toThrow('use StreamMarkdown')
})
