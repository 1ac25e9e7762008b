import { createHash } from 'node:crypto'

/** Enough for every test of a run; a stranger's keys push each other out. */
const REMEMBERED = 1_000

/** Counts how often a question met its scenario, so that "fails once, then works" holds for each question. */
export class Attempts {
  readonly #counts = new Map<string, number>()

  /**
   * Tells whether this attempt is one of the first `times`. The attempt after those begins the count
   * anew: the same question, asked again later, fails again in the same way.
   *
   * @param question of any length
   */
  meets(question: string, times: number): boolean {
    // Not the question itself: a thousand of them may have gigabytes.
    const key = createHash('sha256').update(question).digest('base64')
    const count = this.#counts.get(key) ?? 0
    this.#counts.delete(key)
    if (count >= times) return false
    this.#counts.set(key, count + 1)
    const [oldest] = this.#counts.keys()
    if (this.#counts.size > REMEMBERED && oldest !== undefined) this.#counts.delete(oldest)
    return true
  }
}
