import { methodOf, pathOf, signalOf } from './asked.ts'
import { checkKeepHeaders, keptHeaders } from './keptHeaders.ts'
import { FORMAT, VERSION, type Tape, type TapeExchange, type TapePiece } from './tape.ts'
import { toTapePiece } from './timedBytes.ts'

export interface TapeRecorderOptions {
  /** What really asks. @default globalThis.fetch, looked up for every request */
  fetch?: typeof globalThis.fetch
  /**
   * Names of further response headers to keep. Without it a tape holds the content type, what concerns
   * caching, `Retry-After` and the marks of formats.
   * @default []
   */
  keepHeaders?: readonly string[]
}

export interface TapeRecorder {
  /** Asks, and takes notes of the answer while its reader reads it. */
  readonly fetch: typeof globalThis.fetch
  /**
   * What was recorded so far. An answer under way is there as far as it came. A request that got no
   * answer is not there.
   */
  tape(): Tape
}

/** An exchange while it is being recorded. */
interface Draft extends Omit<TapeExchange, 'pieces'> {
  readonly pieces: TapePiece[]
  end: TapeExchange['end']
  endAt: number
}

/**
 * Records real answers, as they come, to a tape.
 *
 * Of a request the tape gets the method and the path alone; of a response the status, the body and a few
 * headers, never one that holds a secret. A body is recorded as it is: look at it before you share it.
 *
 * @throws {ChatStreamError} `argument` where `keepHeaders` names a secret
 * @example
 * const recorder = createTapeRecorder()
 * await createChatStream({ url, fetch: recorder.fetch }).send('Hello')
 * writeFileSync('hello.tape.json', JSON.stringify(recorder.tape(), null, 2))
 */
export function createTapeRecorder(options: TapeRecorderOptions = {}): TapeRecorder {
  const { keepHeaders = [] } = options
  checkKeepHeaders(keepHeaders)
  /** By the order of the requests, whichever answer comes first. */
  const drafts: (Draft | undefined)[] = []

  return {
    async fetch(input, init) {
      const place = drafts.push(undefined) - 1
      const start = performance.now()
      const since = () => Math.round(performance.now() - start)
      const response = await (options.fetch ?? globalThis.fetch)(input, init)
      const headAt = since()
      const draft: Draft = {
        method: methodOf(input, init),
        path: pathOf(input),
        status: response.status,
        headers: keptHeaders(response.headers, keepHeaders),
        headAt,
        pieces: [],
        end: response.body ? 'closed' : 'clean',
        endAt: headAt,
      }
      drafts[place] = draft
      const { body } = response
      return new Response(body && recorded(body, draft, since, signalOf(input, init)), response)
    },

    tape() {
      const exchanges = drafts.flatMap((draft) => (draft ? [structuredClone(draft)] : []))
      return { format: FORMAT, version: VERSION, exchanges }
    },
  }
}

function recorded(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  draft: Draft,
  since: () => number,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  const end = (how: TapeExchange['end']) => Object.assign(draft, { end: how, endAt: since() })
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          draft.endAt = since()
          if (done) {
            end('clean')
            return controller.close()
          }
          if (value.byteLength > 0) draft.pieces.push(toTapePiece(draft.endAt, value))
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
    // Reads nothing ahead: a piece comes when its reader asks for it, as it would without a tape.
    { highWaterMark: 0 },
  )
}
