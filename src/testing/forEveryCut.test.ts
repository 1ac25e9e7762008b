import { describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../core/stream/createChatStream.ts'
import { textOf } from '../core/text.ts'
import { createTape } from './tape/createTape.ts'
import { forEveryCut, type CutAnswer } from './forEveryCut.ts'

const BODY = 'data: {"content":"Once"}\n\ndata: {"content":" 龙"}\n\nevent: close\ndata: {}\n\n'
const TEXT = 'Once 龙'
const tape = createTape(BODY)
const size = new TextEncoder().encode(BODY).byteLength

async function ask({ fetch }: CutAnswer) {
  return createChatStream({ url: 'http://localhost/', fetch }).send('Tell me')
}

describe('forEveryCut()', () => {
  test('cuts by event: the text grows by whole events', async () => {
    const seen: [string, string | undefined, boolean][] = []
    await forEveryCut(tape, async (cut) => {
      const answer = await ask(cut)
      seen.push([textOf(answer), answer.outcome, cut.isWhole])
    })
    expect(seen).toEqual([
      ['', 'failed', false],
      ['Once', 'truncated', false],
      [TEXT, 'truncated', false],
      [TEXT, 'complete', true],
    ])
  })

  test('cuts by byte: no partial answer completes, and no character breaks', async () => {
    const cuts: number[] = []
    await forEveryCut(
      tape,
      async (cut) => {
        cuts.push(cut.bytes)
        const answer = await ask(cut)
        expect(TEXT.startsWith(textOf(answer))).toBe(true)
        const unfinished = textOf(answer) ? 'truncated' : 'failed'
        if (textOf(answer) !== TEXT) expect(answer.outcome).toBe(unfinished)
      },
      { every: 'byte', chunk: { seed: 1, largest: 5 } },
    )
    expect(cuts).toEqual(Array.from({ length: size + 1 }, (_, bytes) => bytes))
  })

  test('waits for one run before the next', async () => {
    let running = 0
    await forEveryCut(tape, async () => {
      running += 1
      expect(running).toBe(1)
      await new Promise(setImmediate)
      running -= 1
    })
  })

  test('stops at a failure, names the cut, and keeps the thrown error', async () => {
    const thrown = new Error('expected this to be that')
    const run = vi.fn(({ bytes }: CutAnswer) => {
      if (bytes === 2) throw thrown
    })
    await expect(forEveryCut(tape, run, { every: 'byte' })).rejects.toMatchObject({
      message: `With the answer cut after 2 of ${size} bytes: expected this to be that`,
      cause: thrown,
    })
    expect(run).toHaveBeenCalledTimes(3)
  })

  test('cuts the transport at the same places', async () => {
    await forEveryCut(tape, async ({ transport, isWhole }) => {
      const answer = await createChatStream({ url: '/', transport }).send('Tell me')
      expect(answer.outcome === 'complete').toBe(isWhole)
    })
  })

  test('refuses invalid options', async () => {
    // @ts-expect-error JavaScript callers may pass any value
    await expect(forEveryCut(tape, () => {}, { every: 'word' })).rejects.toThrow('`every`')
    await expect(forEveryCut(tape, () => {}, { speed: 0 })).rejects.toThrow('`speed`')
  })
})
