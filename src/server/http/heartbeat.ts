import { startTimer } from '../runs/wait.ts'

const COMMENT = new TextEncoder().encode(':\n\n')

/**
 * Adds a comment to a stream after every `interval` milliseconds without data, so that proxies and
 * watchdogs do not take the stream for dead.
 *
 * @param beat the bytes to send instead of a comment, for formats with their own ping
 */
export async function* withHeartbeat(
  source: AsyncIterable<Uint8Array>,
  interval: number,
  beat: Uint8Array = COMMENT,
): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]()
  let next = pieces.next()
  try {
    for (;;) {
      const result = await resultOrTimeout(next, interval)
      if (result === undefined) {
        yield beat
        continue
      }
      if (result.done) return
      yield result.value
      next = pieces.next()
    }
  } finally {
    // The reader has left: ignore the remaining pieces and errors of the source.
    next.catch(() => {})
    pieces.return?.().catch(() => {})
  }
}

async function resultOrTimeout<T>(promise: Promise<T>, interval: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<undefined>((resolve) => {
    timer = startTimer(() => resolve(undefined), interval)
  })
  try {
    return await Promise.race([promise, silence])
  } finally {
    clearTimeout(timer)
  }
}
