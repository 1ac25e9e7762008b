import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { mountWithTexts } from '../base/mount.test-helper.ts'
import ReasoningText from './ReasoningText.vue'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

const mountThoughts = (props: Record<string, unknown> = {}) =>
  mountWithTexts(ReasoningText, { props: { text: 'Hm.', thinking: true, ...props } })

type View = ReturnType<typeof mountThoughts>
const isOpen = (view: View) => view.get<HTMLDetailsElement>('details').element.open
const label = (view: View) => view.get('summary').text()

describe('thoughts', () => {
  test('are open while they come, fold with the first word of the answer, and tell how long they took', async () => {
    const view = mountThoughts({ since: Date.now() })
    expect(isOpen(view)).toBe(true)
    expect(label(view)).toBe('Thinking…')
    vi.setSystemTime(Date.now() + 3200)
    await view.setProps({ thinking: false })
    expect(isOpen(view)).toBe(false)
    expect(label(view)).toBe('Thought for 3 sec')
  })

  test('stay open where somebody is at them', async () => {
    const view = mountThoughts()
    await nextTick()
    await view.get('.thoughts').trigger('wheel')
    await view.setProps({ thinking: false })
    expect(isOpen(view)).toBe(true)
  })

  test('stay folded where somebody folded them', async () => {
    const view = mountThoughts()
    await view.get('summary').trigger('pointerdown')
    view.get<HTMLDetailsElement>('details').element.open = false
    await view.setProps({ text: 'Hm. Well.' })
    expect(isOpen(view)).toBe(false)
  })

  test('of an answer that is over are folded, and nobody knows how long they took', () => {
    const view = mountThoughts({ thinking: false, since: 0 })
    expect(isOpen(view)).toBe(false)
    expect(label(view)).toBe('Thoughts')
  })

  test('tell minutes, and nothing of the time before a reload', async () => {
    const long = mountThoughts({ since: Date.now() })
    vi.setSystemTime(Date.now() + 125_000)
    await long.setProps({ thinking: false })
    expect(label(long)).toBe('Thought for 2 min 5 sec')
    const resumed = mountThoughts({ since: Date.now() - 3_600_000 })
    vi.setSystemTime(Date.now() + 2000)
    await resumed.setProps({ thinking: false })
    expect(label(resumed)).toBe('Thought for 2 sec')
  })
})
