import type { Evidence } from './ending.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import type { Dialect, DialectState } from '../types.ts'

/** What is here of one answer, over all the connections that it takes. */
export interface AnswerState {
  readonly dialect: Dialect
  /** The dialect's notes. */
  state: DialectState
  /** The head of an answer was here: its run has begun. */
  began: boolean
  /** At least one record of the answer arrived. */
  hasEvents: boolean
  /** The last request carried a key, and its server never starts a second run for the same key. */
  isKeyHonored: boolean
  finish?: Evidence['finish']
  /**
   * By this the server gives the rest; absent as long as it has not proved that it does. With it, only the
   * event `close` proves the end.
   */
  sessionId: string | undefined
  /** The number of the last event that is in the message. It moves together with that, in one step. */
  last: number
  /** UTF-16 units of text. */
  length: number
  /** What the server asked for between connections, in milliseconds. */
  retryDelay: number
  /** How many connections in a row brought nothing new. */
  failures: number
}

/** @param sessionId of a run that is known from before, of which everything is wanted again */
export function createAnswerState(
  { dialect }: PinnedChatStreamOptions,
  sessionId?: string,
): AnswerState {
  return {
    dialect,
    state: {},
    began: Boolean(sessionId),
    hasEvents: false,
    isKeyHonored: false,
    sessionId,
    last: 0,
    length: 0,
    retryDelay: 0,
    failures: 0,
  }
}
