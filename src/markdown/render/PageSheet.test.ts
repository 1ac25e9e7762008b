import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { CHUNK_SIZE, PAGE_SIZE, SHEET_SIZE, SMALL_PAGES } from '../chunks.ts'
import { mountMarkdown, type MountedMarkdown } from '../mountMarkdown.test-helper.ts'
import { fakeResizeObserver, observers } from './resizeObserver.test-helper.ts'

enableAutoUnmount(afterEach)
fakeResizeObserver()

/** Number of paragraphs that fill the first sheet. */
const FILLING = SMALL_PAGES * PAGE_SIZE + (SHEET_SIZE - SMALL_PAGES) * CHUNK_SIZE
const paragraphs = (count: number) => 'Paragraph\n\n'.repeat(count)
const sheets = (wrapper: MountedMarkdown) =>
  wrapper.findAll<HTMLElement>('.stream-markdown-sheet').map(({ element }) => element)
const observerOf = (element: Element | undefined) =>
  observers.find(({ observed: [first] }) => first === element)

describe('a sheet of pages', () => {
  test('is not measured while it may get more pages', () => {
    const wrapper = mountMarkdown(paragraphs(FILLING))
    const [sheet, ...others] = sheets(wrapper)
    expect(sheet?.children).toHaveLength(SHEET_SIZE)
    expect(others).toEqual([])
    expect(observers).toHaveLength(SHEET_SIZE - 1)
    expect(observerOf(sheet)).toBe(undefined)
  })

  test('is measured with its last page, when the next sheet begins', async () => {
    const wrapper = mountMarkdown(paragraphs(FILLING))
    const [sheet] = sheets(wrapper)
    const pages = [...(sheet?.children ?? [])]
    await wrapper.setProps({ text: paragraphs(FILLING + 1) })
    const [first, second] = sheets(wrapper)
    expect(first).toBe(sheet)
    expect([...(first?.children ?? [])]).toEqual(pages)
    expect(second?.children).toHaveLength(1)
    expect(observerOf(pages.at(-1))).toBeDefined()

    observerOf(first)?.report(9600)
    await nextTick()

    expect(first?.classList.contains('measured')).toBe(true)
    expect(first?.style.containIntrinsicBlockSize).toBe('auto 9600px')
    expect(second?.classList.contains('measured')).toBe(false)
  })
})
