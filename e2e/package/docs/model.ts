import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/** A question that is answered without end. */
export const FOREVER = 'forever'
/** A question in the middle of whose answer the model fails. */
export const THROW = 'throw'

/** A question over which the model thinks without end, and says nothing. */
export const THINK = 'think'

export interface Counts {
  /** How often it was asked. */
  runs: number
  /** How many of these runs were stopped before their end. */
  aborted: number
}

/** What became of each question. */
const asked = new Map<string, Counts>()

export function countsOf(message: string): Counts {
  const counts = asked.get(message) ?? { runs: 0, aborted: 0 }
  asked.set(message, counts)
  return counts
}

/**
 * The model that the servers’ recipes take for granted, which alone import it.
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

/** The whole answer to a message. */
export function answerTo(message: string): string {
  return `“${message}”?\n\n${' 从前 🐉'.repeat(3)}`
}
