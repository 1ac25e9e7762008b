import { checkOption } from '../../core/internal.ts'
import { FORMAT, VERSION, type Tape, type TapeExchange } from './tape.ts'
import { toTapePiece } from './timedBytes.ts'

export interface CreateTapeOptions {
  /** Response status, from 200 to 599. @default 200 */
  status?: number
  /**
   * Response headers, added to the content type of an event stream.
   * @default { 'content-type': 'text/event-stream' }
   */
  headers?: Record<string, string>
  /** Method of the request that gets this answer. @default 'GET' */
  method?: string
  /** Milliseconds before each piece. @default 0 */
  interval?: number
  /** How the body ends. @default 'clean' */
  end?: TapeExchange['end']
}

/**
 * Creates a tape of one answer from a whole body, or from the pieces that arrive one by one.
 *
 * @throws {ChatStreamError} of kind `argument` for an invalid option; the message names the option
 * @example
 * const tape = createTape('data: {"content":"Hello"}\n\nevent: close\ndata: {}\n\n')
 */
export function createTape(
  body: string | Uint8Array | readonly (string | Uint8Array)[],
  {
    status = 200,
    headers = {},
    method = 'GET',
    interval = 0,
    end = 'clean',
  }: CreateTapeOptions = {},
): Tape {
  checkOption('status', status, status >= 200 && status <= 599, 'a number from 200 to 599')
  checkOption(
    'interval',
    interval,
    interval >= 0 && interval < Infinity,
    'milliseconds, at least 0',
  )
  const pieces = typeof body === 'string' || body instanceof Uint8Array ? [body] : body
  const exchange: TapeExchange = {
    method,
    path: '/',
    status,
    headers: Object.fromEntries(new Headers({ 'content-type': 'text/event-stream', ...headers })),
    headAt: 0,
    pieces: pieces.map((piece, index) => {
      const at = (index + 1) * interval
      return typeof piece === 'string' ? { at, text: piece } : toTapePiece(at, piece)
    }),
    end,
    endAt: pieces.length * interval,
  }
  return { format: FORMAT, version: VERSION, exchanges: [exchange] }
}
