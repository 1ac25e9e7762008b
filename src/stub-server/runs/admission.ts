import { Problem } from '../http/problem.ts'

/** Counts the models that run in this process, in total and per client, and refuses a client with too many. */
export class Admission {
  readonly #liveRunsPerClient: number
  readonly #live = new Map<string, number>()
  #started = 0

  constructor(liveRunsPerClient: number) {
    this.#liveRunsPerClient = liveRunsPerClient
  }

  /** Number of models started since the server started. */
  get started(): number {
    return this.#started
  }

  get live(): number {
    let sum = 0
    for (const count of this.#live.values()) sum += count
    return sum
  }

  countStart(): void {
    this.#started += 1
  }

  /**
   * Admits one more run of `client`.
   *
   * @returns a function to call when the run ends; a second call does nothing
   * @throws Problem 429 if the client already has as many live runs as allowed
   */
  enter(client: string): () => void {
    const count = this.#live.get(client) ?? 0
    if (count >= this.#liveRunsPerClient) throw tooManyRuns(count)
    return this.admit(client)
  }

  /** Counts a run like `enter`, but never refuses it: another process has already admitted the run. */
  admit(client: string): () => void {
    this.#live.set(client, (this.#live.get(client) ?? 0) + 1)
    let entered = true
    return () => {
      if (!entered) return
      entered = false
      const left = (this.#live.get(client) ?? 1) - 1
      if (left > 0) this.#live.set(client, left)
      else this.#live.delete(client)
    }
  }
}

export function tooManyRuns(count: number): Problem {
  return new Problem(
    429,
    `This client already has ${count} answers in progress, which is the limit. Wait until one ends, or ` +
      'stop one with DELETE. (The limit is the option liveRunsPerClient, --max-runs-per-client.)',
    { 'Retry-After': '1' },
  )
}
