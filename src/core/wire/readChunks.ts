/**
 * Yields the chunks of a stream, and cancels it if the loop ends early. Safari cannot iterate a
 * `ReadableStream` itself.
 */
export async function* readChunks<Chunk>(
  stream: ReadableStream<Chunk> | null,
): AsyncGenerator<Chunk, void, undefined> {
  const reader = stream?.getReader()
  try {
    while (reader) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    // Has no effect after the end of the stream.
    reader?.cancel().catch(() => undefined)
  }
}
