import { Problem } from './problem.ts'

/** Most bytes of unfinished bodies in memory at the same time, without the first part of each. */
const MAX_BYTES = 128 * 1024 * 1024

/** How many bytes of a body are not counted, so that long bodies never keep out short questions. */
const FREE_BYTES = 64 * 1024

let held = 0

/** Counts the bytes of one body while it arrives. A client may send a body slowly, and many clients at once. */
export class BodySpace {
  #taken = 0
  #arrived = 0

  /** @throws Problem 503 if the unfinished bodies of all requests take too much memory */
  take(bytes: number): void {
    this.#arrived += bytes
    const counted = Math.max(0, this.#arrived - FREE_BYTES) - this.#taken
    // A single body may be as long as its own limit allows.
    if (held > this.#taken && held + counted > MAX_BYTES) {
      throw new Problem(503, 'The server receives too many long bodies. Try again in a second.', {
        'Retry-After': '1',
      })
    }
    this.#taken += counted
    held += counted
  }

  /** Releases the bytes. Call it once the body has ended, in whatever way. */
  free(): void {
    held -= this.#taken
    this.#taken = 0
  }
}
