/** Calls that no answer may cause. */
export const executions: string[] = []

/** Records calls of `__pwned`, which the attacks try to run, and of functions that attacks often call. */
export function watchExecutions(): void {
  for (const name of ['__pwned', 'alert', 'confirm', 'prompt', 'print', 'open']) {
    Object.defineProperty(window, name, { value: () => void executions.push(name) })
  }
}
