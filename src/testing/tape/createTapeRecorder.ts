import { getMethod, getPath, getSignal } from '../fetchArguments.ts'
import { checkKeepHeaders, pickTapeHeaders } from './tapeHeaders.ts'
import { FORMAT, VERSION, type Tape, type TapeExchange, type TapePiece } from './tape.ts'
import { toTapePiece } from './timedBytes.ts'

export interface TapeRecorderOptions {
  /** The `fetch` that sends the requests. @default globalThis.fetch, looked up for every request */
  fetch?: typeof globalThis.fetch
  /**
   * Names of more response headers to record. A tape always has the content type, the headers for caching,
   * `Retry-After`, and the headers that mark a format.
   * @default []
   */
  keepHeaders?: readonly string[]
}

export interface TapeRecorder {
  /** Sends the request, and records the response while its consumer reads it. */
  readonly fetch: typeof globalThis.fetch
  /**
   * Returns the tape recorded so far. It contains the received part of an answer that still streams, and leaves out
   * requests without a response.
   */
  tape(): Tape
}

/** An exchange while it is being recorded. */
interface OpenExchange extends Omit<TapeExchange, 'pieces'> {
  readonly pieces: TapePiece[]
  end: TapeExchange['end']
  endAt: number
}

/**
 * Creates a recorder that writes real answers to a tape as they arrive.
 *
 * The tape stores only the method and the path of a request, and the status, the body and a few headers of a
 * response, never a header that holds a secret. The body is recorded unchanged: check it before you share the tape.
 *
 * @throws {ChatStreamError} of kind `argument` if `keepHeaders` names a header that holds a secret
 * @example
 * const recorder = createTapeRecorder()
 * await createChatStream({ url, fetch: recorder.fetch }).send('Hello')
 * writeFileSync('hello.tape.json', JSON.stringify(recorder.tape(), null, 2))
 */
export function createTapeRecorder(options: TapeRecorderOptions = {}): TapeRecorder {
  const { keepHeaders = [] } = options
  checkKeepHeaders(keepHeaders)
  /** In the order of the requests, whichever response arrives first. */
  const exchanges: (OpenExchange | undefined)[] = []

  return {
    async fetch(input, init) {
      const index = exchanges.push(undefined) - 1
      const start = performance.now()
      const elapsed = () => Math.round(performance.now() - start)
      const response = await (options.fetch ?? globalThis.fetch)(input, init)
      const headAt = elapsed()
      const exchange: OpenExchange = {
        method: getMethod(input, init),
        path: getPath(input),
        status: response.status,
        headers: pickTapeHeaders(response.headers, keepHeaders),
        headAt,
        pieces: [],
        end: response.body ? 'closed' : 'clean',
        endAt: headAt,
      }
      exchanges[index] = exchange
      const { body } = response
      return new Response(
        body && recordBody(body, exchange, elapsed, getSignal(input, init)),
        response,
      )
    },

    tape() {
      const answered = exchanges.filter((exchange) => exchange !== undefined)
      return { format: FORMAT, version: VERSION, exchanges: structuredClone(answered) }
    },
  }
}

function recordBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  exchange: OpenExchange,
  elapsed: () => number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  const end = (how: TapeExchange['end']) => Object.assign(exchange, { end: how, endAt: elapsed() })
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          exchange.endAt = elapsed()
          if (done) {
            end('clean')
            return controller.close()
          }
          if (value.byteLength > 0) exchange.pieces.push(toTapePiece(exchange.endAt, value))
          controller.enqueue(value)
        } catch (error) {
          end(signal?.aborted ? 'closed' : 'broken')
          controller.error(error)
        }
      },
      cancel(reason) {
        end('closed')
        return reader.cancel(reason)
      },
    },
    // Don't read ahead: a piece is read when the consumer requests it, as without a recorder.
    { highWaterMark: 0 },
  )
}
