import type { ChatMessageError } from '../errors.ts'
import { isLost } from './retry.ts'
import type { ChatMessage, Outcome } from '../types.ts'

/** Statuses of a server that has nothing more of a run, and never will. */
const GONE_STATUSES = [204, 400, 404, 410]

/** Returns whether the server proved the end of an answer, or the user stopped it. */
export function isFinalOutcome(outcome: Outcome | undefined): boolean {
  return outcome === 'complete' || outcome === 'stopped' || outcome === 'refused'
}

/**
 * Returns whether the server may have more of an answer that ended like this, so that its run reference is
 * worth keeping.
 */
export function mayHaveRest(outcome: Outcome, error: ChatMessageError | undefined): boolean {
  const isGone = error?.kind === 'server' || GONE_STATUSES.includes(error?.status ?? 0)
  return !isFinalOutcome(outcome) && !isGone
}

/** Returns whether nothing of an answer arrived although its server has it. */
export function isEmptyAndResumable({ parts, outcome, run }: ChatMessage): boolean {
  return Boolean(run?.sessionId) && parts.length === 0 && !isFinalOutcome(outcome)
}

/** Returns an answer without its content, to read it again from the start under the same id. */
export function withoutContent({ id, role, createdAt, run }: ChatMessage): ChatMessage {
  return { id, role, createdAt, run: run && { ...run, cursor: undefined }, parts: [] }
}

/**
 * Returns the key of an answer without any content or session, because the connection or
 * the page went away. The server may be running it all the same: sending the same key prevents a second
 * run.
 */
export function reusableKey(replaced: readonly ChatMessage[] = []): string | undefined {
  const [answer] = replaced
  const { outcome, error } = answer ?? {}
  // The model behind a gateway that timed out may still be at work.
  const isGivenUp = error?.status === 502 || error?.status === 504
  const mayRun = !outcome || (error && (isGivenUp || isLost(error)))
  return mayRun && answer?.parts.length === 0 && !answer.run?.sessionId
    ? answer.run?.key
    : undefined
}
