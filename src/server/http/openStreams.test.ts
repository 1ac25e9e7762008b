import { describe, expect, test } from 'vitest'
import { OpenStreams, type ByteSource } from './openStreams.ts'

/** Creates a source that yields one byte and then waits until it is aborted. */
function waitingSource(): { source: ByteSource; state: { ended: boolean; pulls: number } } {
  const state = { ended: false, pulls: 0 }
  const source: ByteSource = async function* (signal) {
    try {
      state.pulls += 1
      yield new Uint8Array(1)
      state.pulls += 1
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    } finally {
      state.ended = true
    }
  }
  return { source, state }
}

describe('OpenStreams', () => {
  test('pulls from the source only when the reader reads', async () => {
    const { source, state } = waitingSource()
    const reader = new OpenStreams().open(source).getReader()
    await new Promise((resolve) => setImmediate(resolve))
    expect(state.pulls).toBe(0)
    await reader.read()
    await new Promise((resolve) => setImmediate(resolve))
    expect(state.pulls).toBe(1)
  })

  test('ends a waiting source when the reader cancels', async () => {
    const streams = new OpenStreams()
    const { source, state } = waitingSource()
    let ends = 0
    const reader = streams.open(source, () => (ends += 1)).getReader()
    await reader.read()
    const next = reader.read()
    await expect.poll(() => state.pulls).toBe(2)
    expect([streams.count, state.ended]).toEqual([1, false])
    await reader.cancel()
    expect((await next).done).toBe(true)
    await expect.poll(() => state.ended).toBe(true)
    expect([streams.count, ends]).toEqual([0, 1])
  })

  test('calls onEnd even if the stream was never read', async () => {
    const streams = new OpenStreams()
    let ends = 0
    await streams.open(waitingSource().source, () => (ends += 1)).cancel()
    expect([streams.count, ends]).toEqual([0, 1])
  })

  test('breaks the stream if the source throws', async () => {
    const streams = new OpenStreams()
    const body = streams.open(async function* () {
      yield new Uint8Array(1)
      throw new Error('broken')
    })
    await expect(new Response(body).text()).rejects.toThrow('broken')
    expect(streams.count).toBe(0)
  })

  test('endAll() ends all streams cleanly, and later ones immediately', async () => {
    const streams = new OpenStreams()
    const open = new Response(streams.open(waitingSource().source)).arrayBuffer()
    await expect.poll(() => streams.count).toBe(1)
    streams.endAll()
    await open
    expect(await new Response(streams.open(waitingSource().source)).text()).toBe('')
    expect(streams.count).toBe(0)
  })
})
