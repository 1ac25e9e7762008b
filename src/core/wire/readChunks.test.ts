import { describe, expect, test, vi } from 'vitest'
import { readChunks } from './readChunks.ts'

/** A stream that the test feeds. */
function createStream() {
  const onCancel = vi.fn()
  let controller!: ReadableStreamDefaultController<number>
  const stream = new ReadableStream<number>({
    start: (given) => void (controller = given),
    cancel: onCancel,
  })
  return { stream, controller, onCancel }
}

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve))

describe('readChunks()', () => {
  test('yields what arrived before the stream broke, even while its reader was busy', async () => {
    const { stream, controller } = createStream()
    const seen: number[] = []
    const reading = (async () => {
      for await (const chunk of readChunks(stream)) {
        seen.push(chunk)
        if (chunk === 1) await nextTask()
      }
    })()
    controller.enqueue(1)
    await Promise.resolve()
    controller.enqueue(2)
    controller.enqueue(3)
    await Promise.resolve()
    await nextTask()
    controller.error(new Error('cut'))
    await expect(reading).rejects.toThrow('cut')
    expect(seen).toEqual([1, 2, 3])
  })

  test('yields every chunk of many that arrive at once, in order', async () => {
    const { stream, controller } = createStream()
    const count = 5000
    for (let chunk = 1; chunk <= count; chunk += 1) controller.enqueue(chunk)
    controller.close()
    const seen: number[] = []
    for await (const chunk of readChunks(stream)) {
      seen.push(chunk)
      if (chunk % 1000 === 0) await nextTask()
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  })

  test('reads at most 1,024 chunks ahead', async () => {
    let pulled = 0
    const stream = new ReadableStream<number>(
      { pull: (controller) => controller.enqueue((pulled += 1)) },
      { highWaterMark: 0 },
    )
    const chunks = readChunks(stream)
    await chunks.next()
    await nextTask()
    await nextTask()
    expect(pulled).toBeGreaterThan(1000)
    expect(pulled).toBeLessThan(1030)
    await chunks.return()
  })

  test('cancels the stream if the loop ends early', async () => {
    const { stream, controller, onCancel } = createStream()
    controller.enqueue(1)
    for await (const chunk of readChunks(stream)) {
      expect(chunk).toBe(1)
      break
    }
    expect(onCancel).toHaveBeenCalledOnce()
  })

  test('yields nothing for a response without a body', async () => {
    expect(await readChunks(null).next()).toEqual({ done: true, value: undefined })
  })
})
