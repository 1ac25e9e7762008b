import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { shallowRef } from 'vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { createTurnFill } from './turnFill.ts'
import { turnsOf, type Turn } from './turns.ts'

/** The words of a turn are so many that 100 of them are drawn in idle time, and no more. */
const WORDS = 'word '.repeat(550)

function fillOf(count: number, absent = 0) {
  const messages = Array.from({ length: count }, () => messageOf('user', WORDS))
  const waiting = [...turnsOf(messages)]
  const elements = new Map(
    waiting.map((turn) => [turn, Object.assign(document.createElement('p'), { textContent: 'x' })]),
  )
  document.body.replaceChildren(...elements.values())
  const drawn: Turn[] = []
  const host = {
    log: document.body,
    waiting: () => waiting,
    elementOf: (turn: Turn) => elements.get(turn),
    async draw(turns: readonly Turn[]) {
      drawn.push(...turns)
      for (const turn of turns) waiting.splice(waiting.indexOf(turn), 1)
    },
    absent: shallowRef(absent),
  }
  return { host, fill: createTurnFill(host), waiting, drawn, elements }
}

describe('filling a conversation', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => {
    getSelection()?.removeAllRanges()
    vi.useRealTimers()
  })

  test('brings stand-ins for all turns before it draws any, and draws upwards', async () => {
    const { host, fill, drawn, waiting } = fillOf(3, 100)
    const all = [...waiting]
    fill.goOn()
    await vi.advanceTimersByTimeAsync(60)
    expect(host.absent.value).toBe(60)
    await vi.advanceTimersByTimeAsync(100)
    expect([host.absent.value, drawn]).toEqual([0, []])
    await vi.runAllTimersAsync()
    expect(drawn).toEqual(all.toReversed())
  })

  test('leaves what is far away in a very long conversation, until its reader comes there', async () => {
    const { fill, waiting, drawn } = fillOf(300)
    fill.goOn()
    await vi.runAllTimersAsync()
    expect(drawn.length).toBeGreaterThan(90)
    expect(waiting.length).toBeGreaterThan(150)
  })

  test('draws nothing of which a part is selected, as long as it is', async () => {
    const { fill, waiting, elements } = fillOf(3)
    const [held] = waiting
    const text = held && elements.get(held)?.firstChild
    getSelection()?.setBaseAndExtent(text as Node, 0, text as Node, 1)
    fill.goOn()
    await vi.runAllTimersAsync()
    expect(waiting).toEqual([held])
    getSelection()?.removeAllRanges()
    document.dispatchEvent(new Event('selectionchange'))
    await vi.runAllTimersAsync()
    expect(waiting).toEqual([])
  })

  test('ends when it is stopped', async () => {
    const { fill, drawn } = fillOf(3)
    fill.goOn()
    fill.stop()
    await vi.runAllTimersAsync()
    expect(drawn).toEqual([])
  })
})
