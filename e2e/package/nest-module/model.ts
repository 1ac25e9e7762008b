import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { AnswerPart, Question, RunContext } from 'vue-chat-stream/server'
import { createPicker, createRandom } from '../../bench/random.ts'
import { mixedText } from '../support/mixedText.ts'

/** A question whose answer ends only when it is stopped. */
export const FOREVER = 'forever'

/** Returns the tokens of the answer to a question: always the same. */
function tokensOf(message: string): readonly string[] {
  const seed = [...message].reduce((sum, char) => sum * 31 + (char.codePointAt(0) ?? 0), 7)
  const picker = createPicker(createRandom(seed))
  const tokens = Array.from({ length: picker.between(10, 80) }, () =>
    mixedText(picker, picker.between(1, 40)),
  )
  return [`“${message}”? `, ...tokens]
}

/** Returns the whole answer to a question. */
export function answerTo(message: string): string {
  return tokensOf(message).join('')
}

/** One line of the file. */
interface Note {
  readonly kind: 'answer' | 'resume' | 'end'
  readonly message: string
  /** The id of the process. */
  readonly pid: number
}

export interface Ledger {
  /** Returns how often `answer` was called for a question, or in total. */
  runs(message?: string): number
  /** Returns how often `resume` was called. */
  resumed(): number
  /** Returns how many answers a process has begun and not ended. */
  live(pid: number): number
}

/**
 * Creates a model that writes each of its runs to a file, which also keeps those of killed processes.
 *
 * @param pace the time between two tokens, in milliseconds
 */
export function createModel(file: string, pace: number) {
  const note = (kind: Note['kind'], message: string) => {
    const line: Note = { kind, message, pid: process.pid }
    appendFileSync(file, `${JSON.stringify(line)}\n`)
  }

  async function* say(tokens: readonly string[], message: string, signal: AbortSignal) {
    for (const token of tokens) {
      yield token
      await setTimeout(pace, undefined, { signal })
    }
    if (message === FOREVER) await new Promise((resolve) => (signal.onabort = resolve))
    note('end', message)
  }
  return {
    answer({ message }: Question<unknown>, { signal }: RunContext) {
      note('answer', message)
      return say(tokensOf(message), message, signal)
    },
    /** Continues an answer after the text that is written. */
    resume({ message }: Question<unknown>, written: readonly AnswerPart[], run: RunContext) {
      note('resume', message)
      const text = written.map((part) => ('content' in part ? part.content : '')).join('')
      return say([answerTo(message).slice(text.length)], message, run.signal)
    },
  }
}

/** Reads the runs of all processes that share a file. */
export function readLedger(file: string): Ledger {
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  // Only the model writes to this file.
  const notes = lines.map((line) => JSON.parse(line) as Note)
  const count = (matches: (note: Note) => boolean) => notes.filter(matches).length
  return {
    runs: (message) =>
      count((note) => note.kind === 'answer' && (message ?? note.message) === note.message),
    resumed: () => count(({ kind }) => kind === 'resume'),
    live: (pid) =>
      count((note) => note.pid === pid && note.kind !== 'end') -
      count((note) => note.pid === pid && note.kind === 'end'),
  }
}
