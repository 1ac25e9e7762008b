import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'
import ReasoningText from './ReasoningText.vue'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const mountReasoning = (props: Record<string, unknown> = {}) =>
  mountWithTexts(ReasoningText, { props: { text: 'Hm.', thinking: true, ...props } })

type View = ReturnType<typeof mountReasoning>
const isOpen = (view: View) => view.get<HTMLDetailsElement>('details').element.open
const label = (view: View) => view.get('summary').text()

describe('ReasoningText', () => {
  test('is open while it streams, folds when the answer begins, and shows the duration', async () => {
    const view = mountReasoning({ since: Date.now() })
    expect(isOpen(view)).toBe(true)
    expect(label(view)).toBe('Thinking…')
    vi.setSystemTime(Date.now() + 3200)
    await view.setProps({ thinking: false })
    expect(isOpen(view)).toBe(false)
    expect(label(view)).toBe('Thought for 3 sec')
  })

  test('stays open if the user has scrolled in it', async () => {
    const view = mountReasoning()
    await nextTick()
    await view.get('.thoughts').trigger('wheel')
    await view.setProps({ thinking: false })
    expect(isOpen(view)).toBe(true)
  })

  test('stays folded if the user folded it', async () => {
    const view = mountReasoning()
    await view.get('summary').trigger('pointerdown')
    view.get<HTMLDetailsElement>('details').element.open = false
    await view.setProps({ text: 'Hm. Well.' })
    expect(isOpen(view)).toBe(false)
  })

  test('is folded and shows no duration in a finished answer', () => {
    const view = mountReasoning({ thinking: false, since: 0 })
    expect(isOpen(view)).toBe(false)
    expect(label(view)).toBe('Reasoning')
  })

  test('shows minutes, and does not count the time before a reload', async () => {
    const long = mountReasoning({ since: Date.now() })
    vi.setSystemTime(Date.now() + 125_000)
    await long.setProps({ thinking: false })
    expect(label(long)).toBe('Thought for 2 min 5 sec')
    const resumed = mountReasoning({ since: Date.now() - 3_600_000 })
    vi.setSystemTime(Date.now() + 2000)
    await resumed.setProps({ thinking: false })
    expect(label(resumed)).toBe('Thought for 2 sec')
  })
})
