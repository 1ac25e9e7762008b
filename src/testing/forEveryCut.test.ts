import { describe, expect, test, vi } from 'vitest'
import { createChatStream } from '../core/stream/createChatStream.ts'
import { textOf } from '../core/text.ts'
import { createTape } from './createTape.ts'
import { forEveryCut, type CutAnswer } from './forEveryCut.ts'

const BODY = 'data: {"content":"Once"}\n\ndata: {"content":" 龙"}\n\nevent: close\ndata: {}\n\n'
const TEXT = 'Once 龙'
const tape = createTape(BODY)
const size = new TextEncoder().encode(BODY).byteLength

async function ask({ fetch }: CutAnswer) {
  return createChatStream({ url: 'http://localhost/', fetch }).send('Tell me')
}

describe('for every cut', () => {
  test('by event: the text grows by whole events', async () => {
    const seen: [string, string | undefined, boolean][] = []
    await forEveryCut(tape, async (cut) => {
      const answer = await ask(cut)
      seen.push([textOf(answer), answer.outcome, cut.isWhole])
    })
    expect(seen).toEqual([
      ['', 'truncated', false],
      ['Once', 'truncated', false],
      [TEXT, 'truncated', false],
      [TEXT, 'complete', true],
    ])
  })

  test('by byte: no cut makes a success of what is not whole, or breaks a character', async () => {
    const cuts: number[] = []
    await forEveryCut(
      tape,
      async (cut) => {
        cuts.push(cut.bytes)
        const answer = await ask(cut)
        expect(TEXT.startsWith(textOf(answer))).toBe(true)
        if (textOf(answer) !== TEXT) expect(answer.outcome).toBe('truncated')
      },
      { every: 'byte', chunk: { seed: 1, largest: 5 } },
    )
    expect(cuts).toEqual(Array.from({ length: size + 1 }, (_, bytes) => bytes))
  })

  test('waits for one before the next', async () => {
    let running = 0
    await forEveryCut(tape, async () => {
      running += 1
      expect(running).toBe(1)
      await new Promise(setImmediate)
      running -= 1
    })
  })

  test('a failure tells where, ends it, and keeps what was thrown', async () => {
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

  test('a transport is cut at the same places', async () => {
    await forEveryCut(tape, async ({ transport, isWhole }) => {
      const answer = await createChatStream({ url: '/', transport }).send('Tell me')
      expect(answer.outcome === 'complete').toBe(isWhole)
    })
  })

  test('refuses options that are wrong', async () => {
    // @ts-expect-error a caller without types may say anything
    await expect(forEveryCut(tape, () => {}, { every: 'word' })).rejects.toThrow('`every`')
    await expect(forEveryCut(tape, () => {}, { speed: 0 })).rejects.toThrow('`speed`')
  })
})
