/** What ran that must not. */
export const executions: string[] = []

/** Listens for it: to the word that the attacks say, and to what they like to call. */
export function watchExecutions(): void {
  for (const name of ['__pwned', 'alert', 'confirm', 'prompt', 'print', 'open']) {
    Object.defineProperty(window, name, { value: () => void executions.push(name) })
  }
}
