import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/** A question whose answer never ends. */
export const FOREVER = 'forever'
/** A question whose answer fails at its end. */
export const THROW = 'throw'

/** A question that the model never starts to answer. */
export const THINK = 'think'

export interface Counts {
  /** How many runs the question started. */
  runs: number
  /** How many of these runs were stopped before their end. */
  aborted: number
}

/** Counts by question. */
const countsByQuestion = new Map<string, Counts>()

export function countsOf(message: string): Counts {
  const counts = countsByQuestion.get(message) ?? { runs: 0, aborted: 0 }
  countsByQuestion.set(message, counts)
  return counts
}

/**
 * Test model for the server recipes. Only they import it.
 *
 * @public
 */
export async function* askModel(message: string, signal: AbortSignal): AsyncGenerator<string> {
  const counts = countsOf(message)
  counts.runs += 1
  if (message === THINK) await once(signal, 'abort')
  yield `“${message}”?\n\n`
  for (let count = 0; message === FOREVER || count < 3; count += 1) {
    try {
      await setTimeout(5, undefined, { signal })
    } catch (cause) {
      counts.aborted += 1
      throw cause
    }
    yield ' 从前 🐉'
  }
  if (message === THROW) throw new Error('secret of the server')
}

/** Returns the whole answer to a message. */
export function answerTo(message: string): string {
  return `“${message}”?\n\n${' 从前 🐉'.repeat(3)}`
}
