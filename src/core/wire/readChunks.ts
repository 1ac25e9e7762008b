/** The maximum of chunks to read ahead. Browsers send at most 64 KB in one. */
const MAX_AHEAD = 1024

/**
 * Yields the chunks of a stream, and cancels it if the loop ends early. Safari cannot iterate a
 * `ReadableStream` itself.
 *
 * It reads ahead while the loop is busy, because a stream that breaks discards the chunks that nobody has
 * read yet. The error is thrown after all chunks that arrived before it.
 */
export async function* readChunks<Chunk>(
  stream: ReadableStream<Chunk> | null,
): AsyncGenerator<Chunk, void, undefined> {
  const reader = stream?.getReader()
  const chunks: Chunk[] = []
  let end: Promise<void> | undefined
  /** Wakes whichever side waits for the other: only one can. */
  let wake = () => {}
  const wait = () => new Promise<void>((resolve) => (wake = resolve))

  async function readAhead(): Promise<void> {
    while (reader) {
      const { done, value } = await reader.read()
      if (done) return
      chunks.push(value)
      wake()
      if (chunks.length >= MAX_AHEAD) await wait()
    }
  }

  const reading = readAhead()
  const onEnd = () => {
    end = reading
    wake()
  }
  reading.then(onEnd, onEnd)
  try {
    for (;;) {
      for (let chunk = chunks.shift(); chunk !== undefined; chunk = chunks.shift()) {
        if (chunks.length < MAX_AHEAD) wake()
        yield chunk
      }
      if (end) return await end
      await wait()
    }
  } finally {
    // Has no effect after the end of the stream.
    reader?.cancel().catch(() => undefined)
  }
}
