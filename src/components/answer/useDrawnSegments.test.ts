import { effectScope, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AnswerSegment } from './answerSegments.ts'
import { useDrawnSegments } from './useDrawnSegments.ts'

const block = (index: number, text = 'x'): AnswerSegment => ({
  key: `${index}`,
  type: 'text',
  text,
})
const blocks = (count: number) => Array.from({ length: count }, (_, index) => block(index))

function draw(count: number, answering = shallowRef(true)) {
  const segments = shallowRef<readonly AnswerSegment[]>(blocks(count))
  const drawn = scope.run(() =>
    useDrawnSegments(
      () => segments.value,
      () => answering.value,
    ),
  )
  if (!drawn) throw new Error('The scope has ended.')
  return { segments, drawn, count: () => drawn.chunks.value.flat().length }
}

let scope = effectScope()
beforeEach(() => {
  scope = effectScope()
  vi.useFakeTimers()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

describe('useDrawnSegments()', () => {
  test('draws a usual answer at once, and each block that it gains', async () => {
    const { segments, drawn, count } = draw(20)
    expect(count()).toBe(20)
    for (const length of [21, 28, 35]) {
      segments.value = blocks(length)
      await nextTick()
      expect(count()).toBe(length)
      expect(drawn.isWhole.value).toBe(true)
    }
  })

  test('draws very many blocks in steps, one in each task, and in their order', () => {
    const { drawn, count } = draw(200)
    expect(count()).toBe(24)
    expect(drawn.isWhole.value).toBe(false)
    vi.advanceTimersToNextTimer()
    expect(count()).toBe(32)
    for (let step = 0; step < 21; step += 1) vi.advanceTimersToNextTimer()
    expect(drawn.chunks.value.flat()).toEqual(blocks(200))
    expect(drawn.isWhole.value).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('draws all for a copy, and for print', async () => {
    const copied = draw(2000)
    await copied.drawn.drawAll()
    expect(copied.count()).toBe(2000)
    const printed = draw(2000)
    dispatchEvent(new Event('beforeprint'))
    expect(printed.count()).toBe(2000)
  })

  test('keeps the chunks that did not change', async () => {
    const { segments, drawn } = draw(72)
    await drawn.drawAll()
    const [first, second, third, last] = drawn.chunks.value
    segments.value = [...blocks(71), block(71, 'more'), block(72)]
    await nextTick()
    const after = drawn.chunks.value
    expect(after.slice(0, 3).map((chunk, index) => chunk === [first, second, third][index])) //
      .toEqual([true, true, true])
    expect(after[3]).not.toBe(last)
    expect(after.map(({ length }) => length)).toEqual([24, 16, 16, 16, 1])
  })

  test('ends the chunks of a long answer one after the other, the first at once', async () => {
    const answering = shallowRef(true)
    const { drawn } = draw(200, answering)
    await drawn.drawAll()
    const answeringChunks = () => drawn.chunks.value.filter((_, index) => drawn.isAnswering(index))
    expect(answeringChunks()).toHaveLength(12)
    answering.value = false
    await nextTick()
    expect(drawn.isAnswering(0)).toBe(false)
    expect(answeringChunks()).toHaveLength(8)
    vi.runAllTimers()
    expect(answeringChunks()).toHaveLength(0)
    answering.value = true
    await nextTick()
    expect(answeringChunks()).toHaveLength(12)
  })

  test('takes a stored answer as ended', () => {
    expect(draw(200, shallowRef(false)).drawn.isAnswering(5)).toBe(false)
  })

  test('stops when its component is gone', () => {
    draw(2000)
    scope.stop()
    expect(vi.getTimerCount()).toBe(0)
  })
})
