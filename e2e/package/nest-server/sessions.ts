import { randomUUID } from 'node:crypto'

const LIFETIME = 5 * 60_000

/** Questions that were posted and wait to be streamed, in memory, as in most examples of the field. */
export class Sessions {
  readonly #messages = new Map<string, string>()

  open(message: string): string {
    const id = randomUUID()
    this.#messages.set(id, message)
    setTimeout(() => this.#messages.delete(id), LIFETIME).unref()
    return id
  }

  messageOf(id: string): string | undefined {
    return this.#messages.get(id)
  }

  /** What a restart does to a memory. */
  forget(): void {
    this.#messages.clear()
  }
}
