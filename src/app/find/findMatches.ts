import type { ChatMessage } from '../../core/index.ts'
import { createPauses, foldText, matchRanges, type SearchText } from '../../stores/index.ts'
import { readTexts } from './readTexts.ts'

/** The matches of a term in one message. */
export interface MessageMatches {
  readonly messageId: string
  /** The start of each match, counted over all texts of the message; ascending. */
  readonly starts: readonly number[]
  /** How many of them are in the names of its files. These are the first ones. */
  readonly countInNames: number
}

/** Returns the term of a query: the whole query, folded like the texts. Empty if there is nothing to find. */
export function findTerm(query: string): string {
  return foldText(query).trim().replaceAll(/\s+/g, ' ')
}

/**
 * Finds a term in all messages of a chat, drawn or not, in their order.
 *
 * Parses each answer as Markdown the first time, which takes a second for thousands of answers. Pauses in between, so
 * that the page stays responsive.
 *
 * @param term - from `findTerm`, not empty
 * @returns undefined if `signal` was aborted
 */
export async function findMatches(
  messages: readonly ChatMessage[],
  term: string,
  signal: AbortSignal,
): Promise<readonly MessageMatches[] | undefined> {
  const pauses = createPauses()
  const found: MessageMatches[] = []
  for (const message of messages) {
    const { names, blocks } = readTexts(message)
    const countInNames = startsIn(names, term).length
    const starts = startsIn([...names, ...blocks], term)
    if (starts.length > 0) found.push({ messageId: message.id, starts, countInNames })
    if (!pauses.isDue()) continue
    await pauses.take()
    if (signal.aborted) return undefined
  }
  return found
}

function startsIn(texts: readonly SearchText[], term: string): readonly number[] {
  const starts: number[] = []
  let textStart = 0
  for (const { text, folded } of texts) {
    if (folded.includes(term)) {
      for (const { start } of matchRanges(text, [term])) starts.push(textStart + start)
    }
    textStart += text.length + 1
  }
  return starts
}
