/**
 * What a stream brings, piece by piece. Whoever leaves early closes it. Streams can iterate by themselves,
 * but not in Safari.
 */
export async function* chunksOf<Chunk>(
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
    // Does nothing after the end.
    reader?.cancel().catch(() => undefined)
  }
}
