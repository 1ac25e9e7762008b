import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runInFrames } from './runInFrames.ts'

let time = 0
let frames: FrameRequestCallback[] = []

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => time)
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => frames.push(callback))
})

afterEach(() => {
  while (frames.length > 0) nextFrame()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function nextFrame(): void {
  const due = frames
  frames = []
  for (const callback of due) callback(time)
}

/** Creates a task that takes a number of milliseconds. */
const taking = (milliseconds: number) => vi.fn(() => void (time += milliseconds))

const runsOf = (tasks: readonly ReturnType<typeof taking>[]) =>
  tasks.map((task) => task.mock.calls.length)

test('runInFrames() runs tasks at once while there is time before the next frame', () => {
  const tasks = [taking(20), taking(20), taking(20), taking(20)]
  for (const task of tasks) runInFrames(task)
  expect(runsOf(tasks)).toEqual([1, 1, 1, 0])
  nextFrame()
  expect(runsOf(tasks)).toEqual([1, 1, 1, 1])
})

test('runInFrames() spreads 1,000 tasks over frames, in their order', () => {
  const order: number[] = []
  for (let index = 0; index < 1000; index++)
    runInFrames(() => {
      time += 5
      order.push(index)
    })
  const perFrame = [order.length]
  while (order.length < 1000) {
    const before = order.length
    nextFrame()
    perFrame.push(order.length - before)
  }
  expect(Math.max(...perFrame)).toBe(10)
  expect(order).toEqual([...order].sort((a, b) => a - b))
})

test('runInFrames() does not run a task that was canceled', () => {
  const [first, second] = [taking(60), taking(1)]
  runInFrames(first)
  const cancel = runInFrames(second)
  cancel()
  nextFrame()
  expect(runsOf([first, second])).toEqual([1, 0])
})

test('runInFrames() runs the other tasks after one that throws', () => {
  runInFrames(taking(60))
  runInFrames(() => {
    throw new Error('It is wrong.')
  })
  const last = taking(1)
  runInFrames(last)
  expect(nextFrame).toThrow('It is wrong.')
  nextFrame()
  expect(last).toHaveBeenCalledOnce()
})
