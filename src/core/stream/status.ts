import type { Outcome } from '../types.ts'

/**
 * What a conversation is doing.
 *
 * - `ready`: nothing is under way
 * - `submitted`: a question was sent, nothing of its answer is here yet
 * - `streaming`: the answer is arriving
 * - `reconnecting`: a connection failed, and another one will be made
 * - `error`: as `ready`, but the last answer `failed` or was `truncated`
 */
export type ChatStatus = 'ready' | 'submitted' | 'streaming' | 'reconnecting' | 'error'

/** What happens to it: the steps on the way to an answer, or the outcome of one. */
export type StatusEvent = 'asked' | 'began' | 'attempt-failed' | 'cleared' | Outcome

const after: Readonly<Record<StatusEvent, ChatStatus>> = {
  asked: 'submitted',
  began: 'streaming',
  'attempt-failed': 'reconnecting',
  complete: 'ready',
  stopped: 'ready',
  refused: 'ready',
  cleared: 'ready',
  truncated: 'error',
  failed: 'error',
}

/**
 * The status after an event.
 *
 * | status ↓ event →      | asked     | began     | attempt-failed | an outcome       | cleared |
 * | --------------------- | --------- | --------- | -------------- | ---------------- | ------- |
 * | ready, error          | submitted | (same)    | (same)         | (same)           | ready   |
 * | submitted             | (same)    | streaming | reconnecting   | ready or error   | ready   |
 * | reconnecting          | (same)    | streaming | (same)         | ready or error   | ready   |
 * | streaming             | (same)    | (same)    | reconnecting   | ready or error   | ready   |
 *
 * An answer that ended `failed` or `truncated` leaves `error`, any other `ready`.
 */
export function nextStatus(status: ChatStatus, event: StatusEvent): ChatStatus {
  const isIdle = status === 'ready' || status === 'error'
  const isMeant = event === 'cleared' || isIdle === (event === 'asked')
  return isMeant ? after[event] : status
}
