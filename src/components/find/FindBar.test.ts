import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { nextTick } from 'vue'
import { recordAnnouncements } from '../a11y/announcements.test-helper.ts'
import FindBar from './FindBar.vue'
import { getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

async function mountBar(props: Record<string, unknown> = {}, language: 'en' | 'zh-CN' = 'en') {
  const { spoken, provide } = recordAnnouncements()
  const bar = mountWithTexts(FindBar, {
    props: { modelValue: 'cats', ...props },
    language,
    provide,
  })
  await nextTick()
  return Object.assign(bar, { spoken })
}
type Bar = Awaited<ReturnType<typeof mountBar>>

const found = (current: number, count: number, query = 'cats') => ({
  found: { query, current, count },
})
const description = (bar: Bar) => {
  const id = bar.get('input').attributes('aria-describedby')
  return document.getElementById(id ?? '')?.textContent
}

describe('FindBar', () => {
  test('focuses its field and selects the text when it opens', async () => {
    const field = (await mountBar()).get('input').element
    expect(document.activeElement).toBe(field)
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 4])
  })

  test('is a search landmark with a labelled field', async () => {
    const bar = await mountBar()
    expect(bar.attributes()).toMatchObject({ role: 'search', 'aria-label': 'Find in this chat' })
    expect(bar.get('input').attributes()).toMatchObject({
      type: 'search',
      'aria-label': 'Find in this chat',
    })
  })

  test.each([
    ['en', 3, 12, '3 of 12'],
    ['en', 0, 1, '1 result'],
    ['en', 0, 0, 'No results'],
    ['zh-CN', 3, 12, '第 3 个，共 12 个'],
    ['zh-CN', 0, 0, '没有结果'],
  ] as const)(
    'announces the result in %s: match %i of %i',
    async (language, current, count, expected) => {
      const bar = await mountBar({}, language)
      await bar.setProps(found(current, count))
      expect(bar.spoken).toEqual([expected])
      expect(description(bar)).toBe(expected)
    },
  )

  test('does not announce new matches in a streaming answer', async () => {
    const bar = await mountBar()
    await bar.setProps(found(3, 12))
    await bar.setProps(found(3, 13))
    expect(bar.spoken).toEqual(['3 of 12'])
    expect(description(bar)).toBe('3 of 13')
    await bar.setProps(found(4, 13))
    expect(bar.spoken).toEqual(['3 of 12', '4 of 13'])
  })

  test('Enter and Next match go forward, Shift+Enter and Previous match go back', async () => {
    const bar = await mountBar(found(1, 2))
    await bar.get('input').trigger('keydown', { key: 'Enter' })
    await getButton(bar, 'Next match').trigger('click')
    expect(bar.emitted('next')).toHaveLength(2)
    await bar.get('input').trigger('keydown', { key: 'Enter', shiftKey: true })
    await getButton(bar, 'Previous match').trigger('click')
    expect(bar.emitted('previous')).toHaveLength(2)
  })

  test('Enter on a button only presses that button', async () => {
    const bar = await mountBar(found(1, 2))
    await getButton(bar, 'Previous match').trigger('keydown', { key: 'Enter' })
    expect(bar.emitted('next')).toBeUndefined()
  })

  test('Escape closes it from any focused part, and the event is consumed', async () => {
    const bar = await mountBar()
    for (const part of [bar.get('input'), getButton(bar, 'Next match')]) {
      const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })
      part.element.dispatchEvent(event)
      expect(event.defaultPrevented).toBe(true)
    }
    await getButton(bar, 'Close find bar').trigger('click')
    expect(bar.emitted('close')).toHaveLength(3)
  })

  test('ignores the keys of an input method', async () => {
    const bar = await mountBar(found(1, 2))
    const field = bar.get('input')
    await field.trigger('keydown', { key: 'Enter', isComposing: true })
    await field.trigger('keydown', { key: 'Escape', keyCode: 229 })
    await field.trigger('compositionend')
    await field.trigger('keydown', { key: 'Enter' })
    expect(bar.emitted()).not.toHaveProperty('next')
    expect(bar.emitted()).not.toHaveProperty('close')
  })
})
