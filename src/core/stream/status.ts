import type { Outcome } from '../types.ts'

/**
 * State of a chat.
 *
 * - `ready`: no answer is in progress
 * - `submitted`: a question was sent, and nothing of its answer has arrived yet; or tools run
 * - `streaming`: the answer is arriving
 * - `reconnecting`: a connection failed, and another one follows
 * - `error`: as `ready`, but the last answer `failed` or was `truncated`
 */
export type ChatStatus = 'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error'

/** A change in a chat: a step on the way to an answer, or the outcome of one. */
export type StatusEvent = 'sent' | 'began' | 'attempt-failed' | 'cleared' | Outcome

/** The status after each event that does not lead to `ready`. */
const statusAfter: { readonly [event in StatusEvent]?: ChatStatus } = {
  sent: 'submitted',
  began: 'streaming',
  'attempt-failed': 'reconnecting',
  truncated: 'error',
  failed: 'error',
}

/**
 * Returns the status after an event.
 *
 * | status ↓ event →      | sent      | began     | attempt-failed | an outcome       | cleared |
 * | --------------------- | --------- | --------- | -------------- | ---------------- | ------- |
 * | ready, error          | submitted | (same)    | (same)         | (same)           | ready   |
 * | submitted             | (same)    | streaming | reconnecting   | ready or error   | ready   |
 * | reconnecting          | (same)    | streaming | (same)         | ready or error   | ready   |
 * | streaming             | (same)    | (same)    | reconnecting   | ready or error   | ready   |
 *
 * The outcomes `failed` and `truncated` lead to `error`, any other to `ready`.
 */
export function nextStatus(status: ChatStatus, event: StatusEvent): ChatStatus {
  const isIdle = status === 'ready' || status === 'error'
  const isApplicable = event === 'cleared' || isIdle === (event === 'sent')
  return isApplicable ? (statusAfter[event] ?? 'ready') : status
}
