import { ChatStreamError, isConnectionLost } from '../errors.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, Outcome, StreamEvent } from '../types.ts'

/** Facts about an answer that decide its outcome. */
export interface EndingFacts {
  /** The dialect's proof of the end, if it arrived. */
  readonly finish?: (StreamEvent & { readonly type: 'finish' }) | undefined
  /** The proof was found at the clean end of the body. Without a finish reason, that end is the only proof. */
  readonly isUnmarked?: boolean
  /** What the transport, the dialect or a timeout threw; undefined after a clean end of the body. */
  readonly error?: ChatStreamError | undefined
  /** Whether the response headers of an answer arrived: its run has begun. */
  readonly hasBegun: boolean
  /** The server can send the rest of the run with this session. */
  readonly sessionId?: string | undefined
  /** The question may be sent again with its key, which never starts a second run. */
  readonly isKeyHonored?: boolean
}

export interface Ending {
  readonly outcome: Outcome
  readonly error?: ChatStreamError | undefined
}

/**
 * Decides the outcome of an answer. A success needs a proof, and incomplete text is never reported as
 * complete.
 *
 * | observed                                                        | outcome            |
 * | --------------------------------------------------------------- | ------------------ |
 * | the server reported an error, or broke the format               | failed             |
 * | a proof, and the text has the reported length                   | as the proof says  |
 * | a proof, but the text has another length                        | truncated          |
 * | no content: no end mark, no session and no honored key          | failed             |
 * | the connection broke or fell silent in mid-answer               | truncated          |
 * | the server refused to resume                                    | truncated          |
 * | no connection before the response headers                       | failed             |
 * | a clean end without a proof                                     | truncated          |
 */
export function endingOf(message: ChatMessage, facts: EndingFacts): Ending {
  const { error, hasBegun, sessionId, isKeyHonored } = facts
  // A lost connection leaves a text that is right but incomplete; any other error means a wrong answer.
  const isRefused = hasBegun && (error?.kind === 'http' || error?.kind === 'redirect')
  const isLost = !error || isRefused || isConnectionLost(error)
  if (!isLost) return { outcome: 'failed', error }
  // Servers add data and usage to an answer, but they are not an answer.
  const isEmpty = !message.refusal && message.parts.every(({ type }) => type === 'data')
  const isProven = !isEmpty || !facts.isUnmarked || facts.finish?.reason
  const finish = isProven ? facts.finish : undefined
  const received = textOf(message).length
  const { outcome, length = received } = finish ?? {}
  if (outcome && length === received) return { outcome }
  const isFailed = (isEmpty && !sessionId && !isKeyHonored) || (error && !hasBegun)
  const detail = finish ? `after ${received} of ${length} characters` : 'without an end mark'
  return {
    outcome: isFailed ? 'failed' : 'truncated',
    error: (!finish && error) || new ChatStreamError('incomplete', `The answer ended ${detail}.`),
  }
}
