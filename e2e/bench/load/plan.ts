import { setTimeout as pause } from 'node:timers/promises'

/** What a model of the benchmark answers. */
export interface Plan {
  readonly pieces: number
  /** Length of a piece, in characters. */
  readonly pieceLength: number
  /** Milliseconds before each piece. */
  readonly pace: number
  /** Whether the model waits after its last piece until it is stopped. */
  readonly staysLive: boolean
}

export const PLANS = {
  /** Many answers at the same time, like those of a model: 50 pieces a second. */
  streams: { pieces: 100, pieceLength: 20, pace: 20, staysLive: false },
  /** 1 MB that nobody reads, from a run that does not end. */
  silent: { pieces: 4_000, pieceLength: 256, pace: 0, staysLive: true },
  /** 40 MB that nobody reads. */
  long: { pieces: 40_000, pieceLength: 1_024, pace: 0, staysLive: true },
} as const satisfies Record<string, Plan>

export type PlanName = keyof typeof PLANS

/** How many pieces a model without pauses yields before it lets other work run. */
const PIECES_BETWEEN_YIELDS = 16

/** Pieces that all models of this process have yielded. */
export const produced = { pieces: 0 }

/** Returns a piece of the answer to question number `question`. No two answers are the same. */
function pieceOf(question: number, index: number, { pieceLength }: Plan): string {
  return `${question}.${index} `.padEnd(pieceLength, 'abcdefghijklmnop')
}

/** Returns the whole answer to a question. */
export function textOf(question: number, plan: Plan): string {
  return Array.from({ length: plan.pieces }, (_, index) => pieceOf(question, index, plan)).join('')
}

/** Answers a question piece by piece, as fast as the server takes the pieces. */
export async function* answer(
  question: number,
  plan: Plan,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for (let index = 0; index < plan.pieces; index += 1) {
    if (plan.pace > 0) await pause(plan.pace)
    else if (index % PIECES_BETWEEN_YIELDS === 0) await new Promise(setImmediate)
    if (signal.aborted) return
    produced.pieces += 1
    yield pieceOf(question, index, plan)
  }
  if (plan.staysLive && !signal.aborted) {
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  }
}
