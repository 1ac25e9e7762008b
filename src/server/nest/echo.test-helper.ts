import type { Question, RunContext } from '../types.ts'

/** A question whose answer ends only when it is stopped. */
export const FOREVER = 'forever'

/** Test double of a model that repeats the question and counts its runs. */
export function createEcho() {
  const runs: string[] = []
  return {
    runs,
    async *answer({ message }: Question<unknown>, { signal }: RunContext) {
      runs.push(message)
      yield 'You said: '
      yield message
      if (message === FOREVER) await new Promise((resolve) => (signal.onabort = resolve))
    },
  }
}
