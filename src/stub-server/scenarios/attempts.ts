import { createHash } from 'node:crypto'

/** Enough for all questions of a test run; other clients' questions only displace the oldest ones. */
const MAX_QUESTIONS = 1_000

/** Counts how often a scenario affected a question, so that "fails once, then works" holds for each question. */
export class Attempts {
  readonly #counts = new Map<string, number>()

  /**
   * Counts an attempt, and returns whether it is one of the first `times`. The attempt after those resets
   * the count, so that the same question fails in the same way when it is sent again later.
   *
   * @param question of any length
   */
  isAmongFirst(question: string, times: number): boolean {
    // Store a hash instead of the question: a thousand questions may take gigabytes.
    const key = createHash('sha256').update(question).digest('base64')
    const count = this.#counts.get(key) ?? 0
    this.#counts.delete(key)
    if (count >= times) return false
    this.#counts.set(key, count + 1)
    const [oldest] = this.#counts.keys()
    if (this.#counts.size > MAX_QUESTIONS && oldest !== undefined) this.#counts.delete(oldest)
    return true
  }
}
