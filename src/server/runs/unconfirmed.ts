/** Most entries and bytes of one run that the store has not confirmed yet. Beyond either, the model waits. */
const MAX_ENTRIES = 1_000
const MAX_BYTES = 256 * 1024

/**
 * Counts the entries of a run that the store has not confirmed yet. Without it, each part of an answer would wait for
 * the store: 20 ms to a database would hold an answer to 50 parts per second.
 */
export class Unconfirmed {
  readonly #onFailure: (error: unknown) => void
  #entries = 0
  #bytes = 0
  #onRoom = () => {}

  /** @param onFailure called with the error of each append that fails */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure
  }

  add(appended: Promise<void>, bytes: number): void {
    this.#entries += 1
    this.#bytes += bytes
    const settle = () => {
      this.#entries -= 1
      this.#bytes -= bytes
      if (this.#hasRoom) this.#onRoom()
    }
    appended.then(settle, (error: unknown) => {
      settle()
      this.#onFailure(error)
    })
  }

  /** Waits until the store has confirmed enough entries, so that the model may continue. It never rejects. */
  async room(): Promise<void> {
    if (!this.#hasRoom) await new Promise<void>((resolve) => (this.#onRoom = resolve))
  }

  get #hasRoom(): boolean {
    return this.#entries < MAX_ENTRIES && this.#bytes < MAX_BYTES
  }
}
