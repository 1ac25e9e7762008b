import type { EndingFacts } from './ending.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import type { Dialect, DialectState, Resumption, RunReference } from '../types.ts'

/** State of one answer, kept across reconnects. */
export interface AnswerState {
  readonly dialect: Dialect
  /** The dialect's notes. */
  dialectState: DialectState
  /** The response headers of an answer arrived: its run has begun. */
  hasBegun: boolean
  /** At least one record of the answer arrived. */
  hasEvents: boolean
  /** The last request carried a key, and its server never starts a second run for the same key. */
  isKeyHonored: boolean
  finish?: EndingFacts['finish']
  /** The proof of the end was found at the clean end of the body. */
  isUnmarked?: boolean
  /**
   * The session to request the rest from; undefined until the server proves that it can resume. If set,
   * only the event `close` proves the end.
   */
  sessionId: string | undefined
  /**
   * The number of the last event that was applied to the message. Always change both in one step. Without
   * numbers, how many records were applied.
   */
  lastSequence: number
  /** The cursor of the last record that was applied. */
  cursor: Resumption['cursor']
  /** The transport orders the records of this run. */
  hasCursors: boolean
  /** The id of the last record of this connection, which applies to the records after it, too. */
  lastId?: string
  /** UTF-16 units of text. */
  length: number
  /** The delay between connections that the server asked for, in milliseconds. */
  retryDelay: number
  /** How many connections in a row brought nothing new. */
  failures: number
}

/** @param run a run that had begun before: it is read again from its first event, or after its cursor */
export function createAnswerState(
  { dialect }: PinnedChatStreamOptions,
  { sessionId, cursor }: Pick<RunReference, 'sessionId' | 'cursor'> = {},
): AnswerState {
  return {
    dialect,
    dialectState: {},
    hasBegun: Boolean(sessionId),
    hasEvents: false,
    isKeyHonored: false,
    sessionId,
    lastSequence: 0,
    cursor,
    hasCursors: false,
    length: 0,
    retryDelay: 0,
    failures: 0,
  }
}
