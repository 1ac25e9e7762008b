import { Problem } from '../http/problem.ts'

/** Counts the models that run in this process, in all and for each client, and refuses a client too many. */
export class Admission {
  readonly #liveRunsPerClient: number
  readonly #live = new Map<string, number>()
  #started = 0

  constructor(liveRunsPerClient: number) {
    this.#liveRunsPerClient = liveRunsPerClient
  }

  /** How many models were started since the server was. */
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
   * Lets one more run of `client` in.
   *
   * @returns to be called when the run ended; a second call does nothing
   * @throws Problem 429 where the client has as many as it may
   */
  enter(client: string): () => void {
    const count = this.#live.get(client) ?? 0
    if (count >= this.#liveRunsPerClient) throw tooManyRuns(count)
    return this.admit(client)
  }

  /** As `enter`, but never refuses: for a run that was let in elsewhere. */
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
    `You have ${count} answers running, which is the limit. Wait for one, or stop one with ` +
      'DELETE. (The limit is the option liveRunsPerClient, --max-runs-per-client.)',
    { 'Retry-After': '1' },
  )
}
