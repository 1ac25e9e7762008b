import type { ChatMessageError } from '../errors.ts'
import { isLost } from './retry.ts'
import type { ChatMessage, Outcome } from '../types.ts'

/** What a server says when it has nothing more of a run: it never will. */
const NOTHING_MORE = [204, 400, 404, 410]

/** Its server proved its end, or somebody stopped it. */
export function isOver(outcome: Outcome | undefined): boolean {
  return outcome === 'complete' || outcome === 'stopped' || outcome === 'refused'
}

/** Whether an answer that ended like this may have more at its server, so that its run is worth a note. */
export function isRestToBeHad(outcome: Outcome, error: ChatMessageError | undefined): boolean {
  const isGone = error?.kind === 'server' || NOTHING_MORE.includes(error?.status ?? 0)
  return !isOver(outcome) && !isGone
}

/** Whether nothing came of an answer, though its server keeps it. */
export function isUnseen({ parts, outcome, run }: ChatMessage): boolean {
  return Boolean(run?.sessionId) && parts.length === 0 && !isOver(outcome)
}

/** An answer that can only begin anew, under its name. */
export function emptied({ id, role, createdAt, run }: ChatMessage): ChatMessage {
  return { id, role, createdAt, run, parts: [] }
}

/**
 * The key of an answer of which nothing came, not even the name of its run, because the connection or the
 * page went away. It may have a run for all that: with the same key there is no second one.
 */
export function keyToUseAgain(replaced: readonly ChatMessage[] = []): string | undefined {
  const [answer] = replaced
  const { outcome, error } = answer ?? {}
  // Behind a gateway that gave up, the model may be at work all the same.
  const isGivenUp = error?.status === 502 || error?.status === 504
  const mayRun = !outcome || (error && (isGivenUp || isLost(error)))
  return mayRun && answer?.parts.length === 0 && !answer.run?.sessionId
    ? answer.run?.key
    : undefined
}
