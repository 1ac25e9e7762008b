import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { PAGE_SIZE } from '../chunks.ts'
import { mountMarkdown, type MountedMarkdown } from '../mountMarkdown.test-helper.ts'
import {
  fakeResizeObserver,
  observers,
  type FakeResizeObserver,
} from './resizeObserver.test-helper.ts'

enableAutoUnmount(afterEach)

fakeResizeObserver()

const paragraphs = (count: number) => 'Paragraph\n\n'.repeat(count)
const pages = (wrapper: MountedMarkdown) =>
  wrapper.findAll<HTMLElement>('.stream-markdown-page').map(({ element }) => element)

function onlyObserver(): FakeResizeObserver {
  const [observer, ...others] = observers
  if (observer === undefined || others.length > 0) throw new Error('There is not one observer.')
  return observer
}

const heightOf = (page: HTMLElement | undefined) => page?.style.containIntrinsicBlockSize

describe('a page of a document', () => {
  test('is not measured while it may get more blocks', async () => {
    const wrapper = mountMarkdown(paragraphs(PAGE_SIZE))
    expect(pages(wrapper)).toHaveLength(1)
    expect(observers).toEqual([])
    await wrapper.setProps({ text: paragraphs(PAGE_SIZE - 1) })
    expect(observers).toEqual([])
  })

  test('is measured once, when it is full', async () => {
    const wrapper = mountMarkdown(paragraphs(PAGE_SIZE))
    await wrapper.setProps({ text: paragraphs(PAGE_SIZE + 1) })
    const [first, second] = pages(wrapper)
    const observer = onlyObserver()
    expect(observer.observed).toEqual([first])
    expect(first?.classList.contains('measured')).toBe(false)

    observer.report(480)
    await nextTick()

    expect(first?.classList.contains('measured')).toBe(true)
    expect(heightOf(first)).toBe('auto 480px')
    expect(second?.classList.contains('measured')).toBe(false)
    expect(observer.disconnect).toHaveBeenCalledTimes(1)
    await wrapper.setProps({ text: paragraphs(PAGE_SIZE + 2) })
    expect(observer.observe).toHaveBeenCalledTimes(1)
    expect(observers).toHaveLength(1)
  })

  test('is measured if it is full from the beginning', () => {
    const wrapper = mountMarkdown(paragraphs(2 * PAGE_SIZE + 1), { streaming: false })
    const [first, second] = pages(wrapper)
    expect(observers.map(({ observed }) => observed)).toEqual([[first], [second]])
  })

  test('has one observer, however often it becomes full', async () => {
    const wrapper = mountMarkdown(paragraphs(PAGE_SIZE + 1))
    await wrapper.setProps({ text: paragraphs(PAGE_SIZE) })
    await wrapper.setProps({ text: paragraphs(PAGE_SIZE + 1) })
    expect(observers).toHaveLength(1)
  })

  test('waits until it has a height', async () => {
    const wrapper = mountMarkdown(paragraphs(PAGE_SIZE + 1))
    const [first] = pages(wrapper)
    const observer = onlyObserver()
    observer.report(0)
    observer.report()
    await nextTick()
    expect(first?.classList.contains('measured')).toBe(false)
    expect(observer.disconnect).not.toHaveBeenCalled()
    observer.report(320)
    await nextTick()
    expect(heightOf(first)).toBe('auto 320px')
  })

  test('is no longer observed after it is unmounted before its measurement', () => {
    const wrapper = mountMarkdown(paragraphs(PAGE_SIZE + 1))
    wrapper.unmount()
    expect(onlyObserver().disconnect).toHaveBeenCalled()
  })

  test('is no longer observed when a shorter text removes it', async () => {
    const wrapper = mountMarkdown(paragraphs(2 * PAGE_SIZE + 1))
    await wrapper.setProps({ text: 'Other' })
    expect(pages(wrapper)).toHaveLength(1)
    expect(observers[1]?.disconnect).toHaveBeenCalled()
  })
})
