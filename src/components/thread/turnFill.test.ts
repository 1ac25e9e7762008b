import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shallowRef } from 'vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { createTurnFill } from './turnFill.ts'
import { turnsOf, type Turn } from './turns.ts'

/** So long that about 100 turns of it are drawn in idle time, and no more. */
const LONG_TEXT = 'word '.repeat(550)

function createFill(count: number, absentCount = 0) {
  const messages = Array.from({ length: count }, () => messageOf('user', LONG_TEXT))
  const undrawn = [...turnsOf(messages)]
  const elements = new Map(
    undrawn.map((turn) => [turn, Object.assign(document.createElement('p'), { textContent: 'x' })]),
  )
  document.body.replaceChildren(...elements.values())
  const drawn: Turn[] = []
  const host = {
    log: document.body,
    undrawnTurns: () => undrawn,
    elementOf: (turn: Turn) => elements.get(turn),
    async draw(turns: readonly Turn[]) {
      drawn.push(...turns)
      for (const turn of turns) undrawn.splice(undrawn.indexOf(turn), 1)
    },
    absentCount: shallowRef(absentCount),
  }
  return { host, fill: createTurnFill(host), undrawn, drawn, elements }
}

describe('createTurnFill()', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    getSelection()?.removeAllRanges()
    vi.useRealTimers()
  })

  test('adds placeholders for all turns before it draws any, then draws upwards', async () => {
    const { host, fill, drawn, undrawn } = createFill(3, 100)
    const all = [...undrawn]
    fill.resume()
    await vi.advanceTimersByTimeAsync(60)
    expect(host.absentCount.value).toBe(60)
    await vi.advanceTimersByTimeAsync(100)
    expect([host.absentCount.value, drawn]).toEqual([0, []])
    await vi.runAllTimersAsync()
    expect(drawn).toEqual(all.toReversed())
  })

  test('does not draw distant turns of a very long chat', async () => {
    const { fill, undrawn, drawn } = createFill(300)
    fill.resume()
    await vi.runAllTimersAsync()
    expect(drawn.length).toBeGreaterThan(90)
    expect(undrawn.length).toBeGreaterThan(150)
  })

  test('does not draw a turn while a part of it is selected', async () => {
    const { fill, undrawn, elements } = createFill(3)
    const [held] = undrawn
    const text = held && elements.get(held)?.firstChild
    getSelection()?.setBaseAndExtent(text as Node, 0, text as Node, 1)
    fill.resume()
    await vi.runAllTimersAsync()
    expect(undrawn).toEqual([held])
    getSelection()?.removeAllRanges()
    document.dispatchEvent(new Event('selectionchange'))
    await vi.runAllTimersAsync()
    expect(undrawn).toEqual([])
  })

  test('stop() ends the drawing', async () => {
    const { fill, drawn } = createFill(3)
    fill.resume()
    fill.stop()
    await vi.runAllTimersAsync()
    expect(drawn).toEqual([])
  })
})
