import { setImmediate } from 'node:timers/promises'
import type { Scenario } from './scenarios.ts'
import { wait } from '../../server/internal.ts'

/** Delay between the parts of a split character, in milliseconds: enough to make two packets. */
const SPLIT_DELAY = 2

/** Thrown into a stream to break its connection. */
class ConnectionDropped extends Error {
  override readonly name = 'ConnectionDropped'
}

/** Modifies the bytes of a stream as its scenario requires. The log of the run is not affected. */
export function reshape(
  scenario: Scenario | undefined,
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  switch (scenario?.name) {
    case 'drop':
      return cutAfter(pieces, scenario.amount, () => {
        throw new ConnectionDropped('The scenario "drop" broke this connection.')
      })
    case 'end-early':
      return cutAfter(pieces, scenario.amount, () => {})
    case 'emoji-cut':
      return cutInsideCharacters(pieces, signal)
    case 'split':
      return splitIntoBytes(pieces)
    case 'silence':
      return afterSilence(pieces, scenario.amount, signal)
    case 'burst':
      return inOneBurst(pieces, scenario.amount, signal)
    default:
      return pieces
  }
}

async function* cutAfter(
  pieces: AsyncIterable<Uint8Array>,
  bytes: number,
  end: () => void,
): AsyncGenerator<Uint8Array> {
  let left = bytes
  for await (const piece of pieces) {
    if (piece.length >= left) {
      if (left > 0) yield piece.subarray(0, left)
      end()
      return
    }
    left -= piece.length
    yield piece
  }
}

async function* cutInsideCharacters(
  pieces: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    let start = 0
    for (let index = 1; index < piece.length; index += 1) {
      // 10xxxxxx is a byte that continues a character. One cut per character is enough.
      const isContinuation = ((piece[index] ?? 0) & 0xc0) === 0x80
      const followsLead = ((piece[index - 1] ?? 0) & 0xc0) === 0xc0
      if (!isContinuation || !followsLead) continue
      yield piece.subarray(start, index)
      start = index
      await wait(SPLIT_DELAY, signal)
    }
    yield piece.subarray(start)
  }
}

async function* splitIntoBytes(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let index = 0; index < piece.length; index += 1) {
      yield piece.subarray(index, index + 1)
      await setImmediate()
    }
  }
}

async function* afterSilence(
  pieces: AsyncIterable<Uint8Array>,
  ms: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  await wait(ms, signal)
  yield* pieces
}

async function* inOneBurst(
  pieces: AsyncIterable<Uint8Array>,
  ms: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  await wait(ms, signal)
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  yield new Uint8Array(await new Blob(all as BlobPart[]).arrayBuffer())
}
