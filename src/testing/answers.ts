import { ChatStreamError } from '../core/index.ts'
import type { Tape, TapeExchange } from './tape.ts'

/** Whether an exchange is about an answer itself: neither the opening of a session nor its stop. */
export function isAnswer({ method, path }: TapeExchange): boolean {
  return method !== 'DELETE' && !path.endsWith('/init')
}

/**
 * The first answer that a server really gave: the one that cuts are about.
 *
 * @throws {ChatStreamError} `argument` where the tape has none
 */
export function firstAnswer({ exchanges }: Tape): TapeExchange {
  const answer = exchanges.find((exchange) => isAnswer(exchange) && exchange.status < 300)
  if (answer) return answer
  throw new ChatStreamError('argument', 'The tape has no answer of status 2xx that could be cut.')
}
