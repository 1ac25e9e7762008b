import { ChatStreamError, isConnectionLost } from '../errors.ts'
import { textOf } from '../text.ts'
import type { ChatMessage, Outcome, StreamEvent } from '../types.ts'

/** What was seen of an answer when it was over. */
export interface Evidence {
  /** The dialect's proof, if it came. */
  readonly finish?: (StreamEvent & { readonly type: 'finish' }) | undefined
  /** What was thrown, by whichever part; absent at a clean end of the body. */
  readonly thrown?: ChatStreamError | undefined
  /** Whether the head of an answer came: its run has begun. */
  readonly began: boolean
}

export interface Ending {
  readonly outcome: Outcome
  readonly error?: ChatStreamError | undefined
}

/**
 * The truth about an ending: success needs a proof, and text that is not whole is never called whole.
 *
 * | seen                                                  | outcome                    |
 * | ----------------------------------------------------- | -------------------------- |
 * | the server told of an error, or broke the format      | failed                     |
 * | proof, and the text has the length that it tells of   | as the proof says          |
 * | proof, but the text has another length                | truncated                  |
 * | connection broke or fell silent in mid-answer         | truncated                  |
 * | it could not be resumed: the server refused           | truncated                  |
 * | no connection before the answer's head                | failed                     |
 * | clean end without proof                               | truncated                  |
 */
export function endingOf(message: ChatMessage, { finish, thrown, began }: Evidence): Ending {
  // The ways in which a connection is lost, as against an answer that is wrong.
  const isRefused = began && (thrown?.kind === 'http' || thrown?.kind === 'redirect')
  const isLost = !thrown || isRefused || isConnectionLost(thrown)
  if (!isLost) return { outcome: 'failed', error: thrown }
  const received = textOf(message).length
  const { outcome, length = received } = finish ?? {}
  if (outcome && length === received) return { outcome }
  if (thrown && !finish) return { outcome: began ? 'truncated' : 'failed', error: thrown }
  const what = finish ? `after ${received} of ${length} characters` : 'without an end mark'
  return {
    outcome: 'truncated',
    error: new ChatStreamError('incomplete', `The answer ended ${what}.`),
  }
}
