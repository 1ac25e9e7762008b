import { Problem } from './problem.ts'

/** Produces the bytes of a stream. It should end soon after `signal` is aborted. */
export type ByteSource = (signal: AbortSignal) => AsyncIterable<Uint8Array>

/** Tracks the streams being sent: counts them, and ends all of them when the server closes. */
export class OpenStreams {
  readonly #ends = new Set<() => void>()
  /** Number of readers per run. */
  readonly #readers = new Map<string, number>()
  #ended = false

  get count(): number {
    return this.#ends.size
  }

  /**
   * Creates a response body. It pulls the next piece from the source only after the reader took the
   * previous one, so a reader that does not read costs almost no memory.
   *
   * @param onEnd called once, however the stream ends, even if it was never read
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
      // Runs the `finally` of the source. Ignore a rejection: the stream has ended already.
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

  /**
   * Counts a reader of a run.
   *
   * @returns a function to call once, when the reader leaves
   * @throws Problem 503 if the run has `most` readers already
   */
  enter(run: string, most: number): () => void {
    const readers = this.#readers
    const count = readers.get(run) ?? 0
    if (count >= most) {
      throw new Problem(503, `This answer has ${count} readers already. Try again in a second.`, {
        'Retry-After': '1',
      })
    }
    readers.set(run, count + 1)
    return () => {
      const left = (readers.get(run) ?? 1) - 1
      if (left > 0) readers.set(run, left)
      else readers.delete(run)
    }
  }

  /** Ends every stream: cleanly for HTTP, but without an end event. Streams opened later end immediately. */
  endAll(): void {
    this.#ended = true
    for (const end of [...this.#ends]) end()
  }
}
