import type { EndingFacts } from './ending.ts'
import type { PinnedChatStreamOptions } from './options.ts'
import type { Dialect, DialectState } from '../types.ts'

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
  /** The number of the last event that was applied to the message. Always change both in one step. */
  lastSequence: number
  /** UTF-16 units of text. */
  length: number
  /** The delay between connections that the server asked for, in milliseconds. */
  retryDelay: number
  /** How many connections in a row brought nothing new. */
  failures: number
}

/** @param sessionId session of a run that had begun before and is read again from its first event */
export function createAnswerState(
  { dialect }: PinnedChatStreamOptions,
  sessionId?: string,
): AnswerState {
  return {
    dialect,
    dialectState: {},
    hasBegun: Boolean(sessionId),
    hasEvents: false,
    isKeyHonored: false,
    sessionId,
    lastSequence: 0,
    length: 0,
    retryDelay: 0,
    failures: 0,
  }
}
