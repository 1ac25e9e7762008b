import { answerTo, talkativeModel } from '../support/talkativeModel.ts'

/** A model that counts its runs. */
export interface RunModel {
  /** Runs the model. Ends early, without an error, when the signal is aborted. */
  run(question: string, signal?: AbortSignal): AsyncGenerator<string, void, undefined>
  /** The questions of all runs, in their order. */
  readonly questions: readonly string[]
  /** How many runs have not ended. */
  live(): number
}

export { answerTo }

export function createRunModel(): RunModel {
  const questions: string[] = []
  let live = 0
  return {
    questions,
    live: () => live,
    async *run(question, signal = new AbortController().signal) {
      questions.push(question)
      live += 1
      try {
        for await (const piece of talkativeModel({ message: question } as never, signal)) {
          yield (piece as { readonly content: string }).content
        }
      } catch (error) {
        if (!signal.aborted) throw error
      } finally {
        live -= 1
      }
    },
  }
}

/** Returns the text of the last question in a body with messages of the AI SDK, AG-UI or OpenAI. */
export function questionIn(messages: unknown): string {
  const last = (messages as readonly { content?: unknown; parts?: unknown }[]).at(-1)
  const content = last?.content ?? last?.parts
  if (typeof content === 'string') return content
  return (content as readonly { text?: string }[]).map(({ text = '' }) => text).join('')
}
