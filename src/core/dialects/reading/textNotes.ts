import type { DialectState } from '../../types.ts'

/** What is known about one kind of text of an answer. */
export interface TextNote {
  /** All text shown so far. */
  shown: string
  /** The latest text of a server that repeats the whole text, from the start of its block. */
  latest: string
  /** How many texts repeated the former one, from the first on; -1 for pieces, Infinity for whole texts. */
  count: number
}

/** Returns the note about the texts of one type of event, such as `text-delta`. */
export function noteOf(type: string, state: DialectState): TextNote {
  // Only this function writes this note.
  return (state[`repetition ${type}`] ??= { shown: '', latest: '', count: 0 }) as TextNote
}

/** Forgets the text that was shown, because it was taken back. */
export function forgetTexts(state: DialectState): void {
  Object.assign(state, { shown: '', 'repetition text-delta': undefined })
}
