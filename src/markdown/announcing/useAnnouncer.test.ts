import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, type Component } from 'vue'
import StreamMarkdown from '../StreamMarkdown.vue'
import { announcerKey, useAnnouncer } from './useAnnouncer.ts'

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const regions = () => document.querySelectorAll('[aria-live]')

test('useAnnouncer() shares one pair of regions, until its last user unmounts', () => {
  const User: Component = defineComponent(() => {
    useAnnouncer()
    return () => null
  })
  const users = [mount(User), mount(User), mount(StreamMarkdown, { props: { text: 'Hello' } })]
  expect(regions()).toHaveLength(2)
  for (const user of users) {
    expect(regions()).toHaveLength(2)
    user.unmount()
  }
  expect(regions()).toHaveLength(0)
})

test('StreamMarkdown announces a copy in a region that was in the page before', async () => {
  vi.useFakeTimers()
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  const markdown = mount(StreamMarkdown, { props: { text: '```\n1\n```', highlight: false } })
  const region = document.querySelector('[aria-live=polite]')
  expect(region?.textContent).toBe('')
  await vi.advanceTimersByTimeAsync(100)
  const copy = markdown
    .findAll('button')
    .find((one) => one.attributes('aria-label') === 'Copy code')
  await copy?.trigger('click')
  await copy?.trigger('click')
  await vi.advanceTimersByTimeAsync(0)
  expect([...(region?.children ?? [])].map((text) => text.textContent)).toEqual([
    'Copied',
    'Copied',
  ])
  expect(markdown.find('[aria-live], [role=status], [role=alert]').exists()).toBe(false)
  markdown.unmount()
  expect(vi.getTimerCount()).toBe(0)
})

test('useAnnouncer() returns the function that the app provides', () => {
  const announce = vi.fn<() => void>()
  const User = defineComponent(() => {
    useAnnouncer()('Saved', { assertive: true })
    return () => null
  })
  const user = mount(User, { global: { provide: { [announcerKey as symbol]: announce } } })
  expect(announce).toHaveBeenCalledExactlyOnceWith('Saved', { assertive: true })
  expect(regions()).toHaveLength(0)
  user.unmount()
})
