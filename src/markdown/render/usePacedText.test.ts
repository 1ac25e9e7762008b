import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { usePacedText } from './usePacedText.ts'

const MAX_PER_FRAME = 8192

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

/** Runs frames until none is requested. */
function runFrames() {
  while (vi.getTimerCount() > 0) vi.advanceTimersToNextFrame()
}

describe('pacing a text', () => {
  test('shows a short text immediately, and when it grows', async () => {
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

  test('shows a long text in one piece per frame', () => {
    const long = 'x'.repeat(2 * MAX_PER_FRAME + 1)
    const { shown, stop } = startPacing(long, { isStreaming: false })
    expect(shown).toHaveLength(1)
    vi.advanceTimersToNextFrame()
    expect(shown).toHaveLength(2)
    vi.advanceTimersToNextFrame()
    expect(shown).toEqual([
      { text: long.slice(0, MAX_PER_FRAME), isWhole: false },
      { text: long.slice(0, 2 * MAX_PER_FRAME), isWhole: false },
      { text: long, isWhole: true },
    ])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })

  test('shows a text exactly as long as a piece in one piece', () => {
    const { shown, stop } = startPacing('x'.repeat(MAX_PER_FRAME), { isStreaming: false })
    expect(shown.map(({ isWhole }) => isWhole)).toEqual([true])
    expect(vi.getTimerCount()).toBe(0)
    stop()
  })

  test.each([0, 1])(
    'never cuts a text inside a surrogate pair (%i characters before it)',
    (offset) => {
      const long = 'a'.repeat(offset) + '😀'.repeat(MAX_PER_FRAME)
      const { shown, stop } = startPacing(long)
      runFrames()
      expect(shown.at(-1)?.text).toBe(long)
      let before = 0
      for (const { text } of shown) {
        expect(text).not.toMatch(/\p{Surrogate}/u)
        expect(text.length - before).toBeLessThanOrEqual(MAX_PER_FRAME)
        before = text.length
      }
      stop()
    },
  )

  test('shows no more per frame when the text grows in the meantime', async () => {
    const { text, shown, stop } = startPacing('x'.repeat(MAX_PER_FRAME + 1))
    text.value = 'x'.repeat(3 * MAX_PER_FRAME)
    await nextTick()
    expect(shown).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(1)
    runFrames()
    expect(shown.map((state) => state.text.length / MAX_PER_FRAME)).toEqual([1, 2, 3])
    stop()
  })

  test('starts from the beginning for a replaced text', async () => {
    const { text, shown, stop } = startPacing('One')
    text.value = 'y'.repeat(MAX_PER_FRAME + 3)
    await nextTick()
    runFrames()
    expect(shown.map((state) => state.text.length)).toEqual([3, MAX_PER_FRAME, MAX_PER_FRAME + 3])
    text.value = 'y'
    await nextTick()
    expect(shown.at(-1)?.text).toBe('y')
    stop()
  })
})

describe('on a hidden page', () => {
  test('shows nothing of a growing text, and all of it when the page is visible again', async () => {
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

  test('shows no more of a long text that was being shown', () => {
    const { shown, stop } = startPacing('x'.repeat(3 * MAX_PER_FRAME))
    hidePage(true)
    expect(vi.getTimerCount()).toBe(0)
    expect(shown).toHaveLength(1)
    hidePage(false)
    expect(vi.getTimerCount()).toBe(1)
    runFrames()
    expect(shown).toHaveLength(3)
    stop()
  })

  test('shows all of a finished text, without frames', async () => {
    const long = 'x'.repeat(3 * MAX_PER_FRAME)
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
  test('cancels the frame and removes the listener', async () => {
    const add = vi.spyOn(document, 'addEventListener')
    const remove = vi.spyOn(document, 'removeEventListener')
    const { text, shown, stop } = startPacing('x'.repeat(3 * MAX_PER_FRAME))
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
  test('shows all of the text immediately', () => {
    vi.stubGlobal('document', undefined)
    const long = 'x'.repeat(3 * MAX_PER_FRAME)
    const { shown, stop } = startPacing(long, { isStreaming: false })
    expect(shown).toEqual([{ text: long, isWhole: true }])
    stop()
    vi.unstubAllGlobals()
  })
})
