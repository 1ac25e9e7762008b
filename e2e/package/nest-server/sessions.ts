import { randomUUID } from 'node:crypto'

const LIFETIME = 5 * 60_000

/** Posted questions that wait to be streamed, in memory, as in most published examples. */
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

  /** Forgets all sessions, as a restart does. */
  forget(): void {
    this.#messages.clear()
  }
}
