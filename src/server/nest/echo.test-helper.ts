import type { Question, RunContext } from '../types.ts'

/** A question whose answer ends only when it is stopped. */
export const FOREVER = 'forever'

/** Test double of a model that repeats the question, and remembers the questions that it ran and those it was stopped at. */
export function createEcho() {
  const runs: string[] = []
  const stopped: string[] = []
  return {
    runs,
    stopped,
    async *answer({ message }: Question<unknown>, { signal }: RunContext) {
      runs.push(message)
      signal.addEventListener('abort', () => stopped.push(message))
      yield 'You said: '
      yield message
      if (message !== FOREVER) return
      await new Promise((resolve) => (signal.onabort = resolve))
    },
  }
}
