import { Problem } from '../http/problem.ts'

/** Counts the models that run in this process, in total and per owner, and refuses an owner with too many. */
export class Admission {
  readonly #liveRunsPerOwner: number
  readonly #live = new Map<string, number>()
  #started = 0

  constructor(liveRunsPerOwner: number) {
    this.#liveRunsPerOwner = liveRunsPerOwner
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
   * Admits one more run of `owner`.
   *
   * @returns a function to call when the run ends; a second call does nothing
   * @throws Problem 429 if the owner already has as many live runs as allowed
   */
  enter(owner: string): () => void {
    const count = this.#live.get(owner) ?? 0
    if (count >= this.#liveRunsPerOwner) throw tooManyRuns(count)
    return this.admit(owner)
  }

  /** Counts a run like `enter`, but never refuses it: another process has already admitted the run. */
  admit(owner: string): () => void {
    this.#live.set(owner, (this.#live.get(owner) ?? 0) + 1)
    let entered = true
    return () => {
      if (!entered) return
      entered = false
      const left = (this.#live.get(owner) ?? 1) - 1
      if (left > 0) this.#live.set(owner, left)
      else this.#live.delete(owner)
    }
  }
}

export function tooManyRuns(count: number): Problem {
  return new Problem(
    429,
    `You already have ${count} answers in progress, which is the limit of this server. Wait until one ` +
      'ends, or stop one with DELETE.',
    { 'Retry-After': '1' },
  )
}
