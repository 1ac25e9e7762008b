import type { CutAs } from './replayOptions.ts'
import type { TapeExchange } from '../tape/tape.ts'
import type { TimedBytes } from '../tape/timedBytes.ts'
import { createPace } from './pace.ts'

export interface PlayOptions {
  /** Time on the tape when the body begins, in milliseconds. */
  readonly from: number
  readonly speed: number
  readonly end: TapeExchange['end'] | CutAs
  /** Time on the tape when the body ends, in milliseconds. @default the time of the last piece */
  readonly endAt?: number
  readonly signal?: AbortSignal | undefined
}

/** Returns a response body that plays the pieces of a tape at their times. */
export function playBody(
  pieces: readonly TimedBytes[],
  { from, speed, end, endAt, signal }: PlayOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const closed = new AbortController()
  const waitUntil = createPace(from, speed, closed.signal)
  let index = 0
  let onAbort = () => {}
  function close(): void {
    signal?.removeEventListener('abort', onAbort)
    closed.abort()
  }

  return new ReadableStream(
    {
      start(controller) {
        onAbort = () => {
          close()
          controller.error(signal?.reason)
        }
        signal?.addEventListener('abort', onAbort)
      },
      async pull(controller) {
        const piece = pieces[index]
        index += 1
        await waitUntil(piece?.at ?? endAt)
        if (closed.signal.aborted) return
        if (piece) return controller.enqueue(piece.bytes)
        // Without a new piece, `pull` is not called again: the stream stays open waitUntil its reader closes it.
        if (end === 'silence') return
        close()
        if (end === 'clean' || end === 'clean-end') controller.close()
        else controller.error(createConnectionError(end))
      },
      cancel: close,
    },
    // Don't play ahead: an error discards pieces that are still queued, so a slow reader would lose them.
    { highWaterMark: 0 },
  )
}

/** Creates the error of a broken connection. Platforms use a TypeError for it. */
function createConnectionError(end: 'broken' | 'closed' | 'network-error'): TypeError {
  return new TypeError(
    end === 'network-error'
      ? 'The connection broke: the test cut the tape here with `cutAfter`.'
      : end === 'broken'
        ? 'The connection broke, as it did when the tape was recorded.'
        : 'The tape ends here: the connection was closed during the recording, so the rest of the answer is unknown.',
  )
}
