import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePacedText } from './usePacedText.ts'

const MOST_AT_ONCE = 8192

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

function hidePage(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

function startPacing(startText: string, { isStreaming = true } = {}) {
  const text = shallowRef(startText)
  const streaming = shallowRef(isStreaming)
  const shown: { text: string; isWhole: boolean }[] = []
  const scope = effectScope()
  scope.run(() =>
    usePacedText(
      () => text.value,
      () => (streaming.value ? 'open' : 'whole'),
      (piece, ending) => shown.push({ text: piece, isWhole: ending === 'whole' }),
    ),
  )
  return { text, streaming, shown, stop: () => scope.stop() }
}

/** Lets frames come until none is waited for any more. */
function runFrames() {
  while (vi.getTimerCount() > 0) vi.advanceTimersToNextFrame()
}

describe('a text', () => {
  test('is shown at once when it is short, and when it grows', async () => {
    const { text, streaming, shown, stop } = startPacing('One')
    text.value = 'One two'
    await nextTick()
    streaming.value = false
    await nextTick()
    expect(shown).toEqual([
      { text: 'One', isWhole: false },
      { text: 'One two', isWhole: false },
      { text: 'One two', isWhole: true },
    ])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })

  test('that comes all at once is shown in a piece a frame', () => {
    const long = 'x'.repeat(2 * MOST_AT_ONCE + 1)
    const { shown, stop } = startPacing(long, { isStreaming: false })
    expect(shown).toHaveLength(1)
    vi.advanceTimersToNextFrame()
    expect(shown).toHaveLength(2)
    vi.advanceTimersToNextFrame()
    expect(shown).toEqual([
      { text: long.slice(0, MOST_AT_ONCE), isWhole: false },
      { text: long.slice(0, 2 * MOST_AT_ONCE), isWhole: false },
      { text: long, isWhole: true },
    ])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })

  test('is whole in one piece when it is exactly as long as a piece', () => {
    const { shown, stop } = startPacing('x'.repeat(MOST_AT_ONCE), { isStreaming: false })
    expect(shown.map(({ isWhole }) => isWhole)).toEqual([true])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })

  test.each([0, 1])('is never cut inside a character (%i before it)', (offset) => {
    const long = 'a'.repeat(offset) + '😀'.repeat(MOST_AT_ONCE)
    const { shown, stop } = startPacing(long)
    runFrames()
    expect(shown.at(-1)?.text).toBe(long)
    let before = 0
    for (const { text } of shown) {
      expect(text).not.toMatch(/\p{Surrogate}/u)
      expect(text.length - before).toBeLessThanOrEqual(MOST_AT_ONCE)
      before = text.length
    }
    stop()
  })

  test('that grows while it is shown in pieces makes no frame do more', async () => {
    const { text, shown, stop } = startPacing('x'.repeat(MOST_AT_ONCE + 1))
    text.value = 'x'.repeat(3 * MOST_AT_ONCE)
    await nextTick()
    expect(shown).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(1)
    runFrames()
    expect(shown.map((state) => state.text.length / MOST_AT_ONCE)).toEqual([1, 2, 3])
    stop()
  })

  test('that takes the place of another begins anew', async () => {
    const { text, shown, stop } = startPacing('One')
    text.value = 'y'.repeat(MOST_AT_ONCE + 3)
    await nextTick()
    runFrames()
    expect(shown.map((state) => state.text.length)).toEqual([3, MOST_AT_ONCE, MOST_AT_ONCE + 3])
    text.value = 'y'
    await nextTick()
    expect(shown.at(-1)?.text).toBe('y')
    stop()
  })
})

describe('on a hidden page', () => {
  test('nothing is shown of a text that grows; all of it is when the page is seen again', async () => {
    const { text, shown, stop } = startPacing('One')
    hidePage(true)
    text.value = 'One two'
    await nextTick()
    text.value = 'One two three'
    await nextTick()
    expect(shown.map((state) => state.text)).toEqual(['One'])
    expect(vi.getTimerCount()).toBe(0)
    hidePage(false)
    expect(shown.map((state) => state.text)).toEqual(['One', 'One two three'])
    stop()
  })

  test('nothing more is shown of a long text that was being shown', () => {
    const { shown, stop } = startPacing('x'.repeat(3 * MOST_AT_ONCE))
    hidePage(true)
    expect(vi.getTimerCount()).toBe(0)
    expect(shown).toHaveLength(1)
    hidePage(false)
    expect(vi.getTimerCount()).toBe(1)
    runFrames()
    expect(shown).toHaveLength(3)
    stop()
  })

  test('all of a text that ends is shown, without frames', async () => {
    const long = 'x'.repeat(3 * MOST_AT_ONCE)
    const { text, streaming, shown, stop } = startPacing('x')
    hidePage(true)
    text.value = long
    streaming.value = false
    await nextTick()
    expect(shown.slice(1)).toEqual([{ text: long, isWhole: true }])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })
})

describe('the end of the scope', () => {
  test('takes the frame and the listener with it', async () => {
    const add = vi.spyOn(document, 'addEventListener')
    const remove = vi.spyOn(document, 'removeEventListener')
    const { text, shown, stop } = startPacing('x'.repeat(3 * MOST_AT_ONCE))
    expect(vi.getTimerCount()).toBe(1)

    stop()

    expect(vi.getTimerCount()).toBe(0)
    expect(add).toHaveBeenCalledTimes(1)
    expect(remove.mock.calls).toEqual(add.mock.calls)
    text.value = 'Other'
    await nextTick()
    hidePage(false)
    expect(shown).toHaveLength(1)
  })
})

describe('without a page, as on a server', () => {
  test('all of the text is shown at once', () => {
    vi.stubGlobal('document', undefined)
    const long = 'x'.repeat(3 * MOST_AT_ONCE)
    const { shown, stop } = startPacing(long, { isStreaming: false })
    expect(shown).toEqual([{ text: long, isWhole: true }])
    stop()
    vi.unstubAllGlobals()
  })
})
