/** What the model of all servers says next. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call'; readonly path: string }

/** The last message of a request: a question, or the result of the tool. */
export interface LastMessage {
  readonly role: string
  readonly text: string
}

export const HALF = 'The **first half** of a story'
const REST = ', and the *second half*.'

/** Plays the model, and counts its runs. */
export interface Model {
  /** The last message of each run. */
  readonly runs: readonly string[]
  answer(last: LastMessage): AsyncGenerator<Piece>
  /** Lets stories continue after their first half. */
  release(): void
}

/** Creates a model that calls the tool for "Delete PATH", and tells any other question a story in two halves. */
export function createModel(): Model {
  const runs: string[] = []
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  return {
    runs,
    release: () => release(),
    async *answer({ role, text }) {
      runs.push(role === 'tool' ? 'result' : text)
      const [, path] = /^Delete (.+)/.exec(text) ?? []
      if (role === 'tool') {
        yield { type: 'text', text: 'The file is gone:\n\n- you **approved** it\n' }
      } else if (path) {
        yield { type: 'call', path }
      } else {
        yield { type: 'text', text: HALF }
        await released
        yield { type: 'text', text: REST }
      }
    },
  }
}
