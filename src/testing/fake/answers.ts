import { ChatStreamError } from '../../core/index.ts'
import type { Tape, TapeExchange } from '../tape/tape.ts'

/** Returns whether an exchange carries an answer, rather than opening or stopping a session. */
export function isAnswer({ method, path }: TapeExchange): boolean {
  return method !== 'DELETE' && !path.endsWith('/init')
}

/**
 * Returns the first answer with a 2xx status: the one that cuts apply to.
 *
 * @throws {ChatStreamError} of kind `argument` if the tape has no such answer
 */
export function getFirstAnswer({ exchanges }: Tape): TapeExchange {
  const answer = exchanges.find((exchange) => isAnswer(exchange) && exchange.status < 300)
  if (answer) return answer
  throw new ChatStreamError(
    'argument',
    'The tape has no answer with a 2xx status to cut. Record one, or create one with `createTape()`.',
  )
}
