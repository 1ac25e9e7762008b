import type { CutAs } from './replayOptions.ts'
import type { TapeExchange } from './tape.ts'
import type { TimedBytes } from './timedBytes.ts'
import { createPace } from './pace.ts'

export interface PlayOptions {
  /** The time on the tape at which it begins, in milliseconds. */
  readonly from: number
  readonly speed: number
  readonly end: TapeExchange['end'] | CutAs
  /** The time on the tape of the end. @default that of the last piece */
  readonly endAt?: number
  readonly signal?: AbortSignal | undefined
}

/** A response's body that comes as a tape has it. */
export function playBody(
  pieces: readonly TimedBytes[],
  { from, speed, end, endAt, signal }: PlayOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const closed = new AbortController()
  const until = createPace(from, speed, closed.signal)
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
        await until(piece?.at ?? endAt)
        if (closed.signal.aborted) return
        if (piece) return controller.enqueue(piece.bytes)
        // As no piece comes, it is not asked again: it stays open until its reader closes it.
        if (end === 'silence') return
        close()
        if (end === 'clean' || end === 'clean-end') controller.close()
        else controller.error(brokenBy(end))
      },
      cancel: close,
    },
    // A reader that reads slowly holds the tape up, and none of it is lost to a break.
    { highWaterMark: 0 },
  )
}

/** The class of error that platforms have for a connection that broke. */
function brokenBy(end: 'broken' | 'closed' | 'network-error'): TypeError {
  return new TypeError(
    end === 'network-error'
      ? 'The tape is cut here.'
      : end === 'broken'
        ? 'The connection broke here when the tape was recorded.'
        : 'The connection was closed here by its reader when the tape was recorded: nothing more is known.',
  )
}
