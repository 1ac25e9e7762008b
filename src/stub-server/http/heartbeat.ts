const COMMENT = new TextEncoder().encode(':\n\n')

/**
 * Puts a comment into a stream whenever nothing came for `interval` milliseconds, so that no proxy and
 * no watchdog takes it for dead.
 *
 * @param beat what is sent in the comment's place, for formats that have a ping of their own
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
      const result = await orSilence(next, interval)
      if (result === undefined) {
        yield beat
        continue
      }
      if (result.done) return
      yield result.value
      next = pieces.next()
    }
  } finally {
    // Whatever the source still says has no reader: neither a piece nor an error.
    next.catch(() => {})
    pieces.return?.().catch(() => {})
  }
}

async function orSilence<T>(promise: Promise<T>, interval: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), interval)
  })
  try {
    return await Promise.race([promise, silence])
  } finally {
    clearTimeout(timer)
  }
}
