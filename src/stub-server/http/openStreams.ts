/** Makes a stream's bytes. It should end soon after `signal` is aborted. */
export type ByteSource = (signal: AbortSignal) => AsyncIterable<Uint8Array>

/** The streams that are being sent: counts them, and ends them all when the server ends. */
export class OpenStreams {
  readonly #ends = new Set<() => void>()
  #ended = false

  get count(): number {
    return this.#ends.size
  }

  /**
   * Makes a response's body. It asks its source for the next piece only when the reader took the last
   * one: a reader that does not read costs nothing but its place.
   *
   * @param onEnd called once, however the stream ends, even where nobody ever read from it
   */
  open(source: ByteSource, onEnd: () => void = () => {}): ReadableStream<Uint8Array> {
    const abort = new AbortController()
    const pieces = source(abort.signal)[Symbol.asyncIterator]()
    const ends = this.#ends
    let close = () => {}
    const end = () => {
      if (!ends.delete(end)) return
      close()
      abort.abort()
      onEnd()
      // Runs the source's `finally`. Its rejection has nobody to hear it.
      pieces.return?.().catch(() => {})
    }
    ends.add(end)
    const body = new ReadableStream<Uint8Array>(
      {
        start(controller) {
          close = () => controller.close()
        },
        async pull(controller) {
          try {
            const next = await pieces.next()
            if (!ends.has(end)) return
            if (next.done) end()
            else controller.enqueue(next.value)
          } catch (error) {
            if (ends.has(end)) controller.error(error)
            close = () => {}
            end()
          }
        },
        cancel() {
          close = () => {}
          end()
        },
      },
      { highWaterMark: 0 },
    )
    if (this.#ended) end()
    return body
  }

  /** Ends every stream, cleanly for HTTP and without a word for its reader. New ones end at once. */
  endAll(): void {
    this.#ended = true
    for (const end of [...this.#ends]) end()
  }
}
