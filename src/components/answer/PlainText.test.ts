import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { mountWithTexts } from '../base/mount.test-helper.ts'
import PlainText from './PlainText.vue'

enableAutoUnmount(afterEach)

const mountText = (text: string) => mountWithTexts(PlainText, { props: { text } })

describe('PlainText', () => {
  test('shows every character unchanged, including markup', () => {
    const text = '<b>bold</b> & <img src=x onerror=alert(1)>\n\n  indented'
    const view = mountText(text)
    expect(view.element.textContent).toBe(text)
    expect(view.find('b, img').exists()).toBe(false)
  })

  test('detects the direction of each paragraph separately', () => {
    const blocks = mountText('English\n\nعربي').findAll('[dir=auto]')
    expect(blocks).toHaveLength(2)
  })

  test('keeps the reader’s selection while the text grows', async () => {
    const view = mountText('First.\n\nSecond')
    const lastText = view.findAll('[dir=auto]')[1]?.element.firstChild
    if (!(lastText instanceof Text)) throw new Error('There is no second paragraph.')
    const append = vi.spyOn(lastText, 'appendData')
    const range = document.createRange()
    range.setStart(lastText, 2)
    range.setEnd(lastText, 4)

    await view.setProps({ text: 'First.\n\nSecond one.\n\nThird' })

    expect(view.element.textContent).toBe('First.\n\nSecond one.\n\nThird')
    // Replacing the text would move the selection in a browser, but not in happy-dom.
    expect(append).toHaveBeenCalledWith(' one.\n\n')
    expect(range.startContainer).toBe(lastText)
    expect(range.toString()).toBe('co')
  })

  test('does not touch earlier paragraphs while the last one grows', async () => {
    const view = mountText('First.\n\nSecond')
    const seen: MutationRecord[] = []
    const observer = new MutationObserver((records) => seen.push(...records))
    const first = view.get('[dir=auto]').element
    observer.observe(first, { childList: true, characterData: true, subtree: true })
    await view.setProps({ text: 'First.\n\nSecond, and more' })
    seen.push(...observer.takeRecords())
    expect(seen).toEqual([])
  })

  test('replaces the text if the new one does not continue it', async () => {
    const view = mountText('One answer')
    await view.setProps({ text: 'Another' })
    expect(view.element.textContent).toBe('Another')
  })
})
