import type { ChatMessage } from '../../core/index.ts'
import { createPauses, foldText, matchRanges, type SearchText } from '../../stores/index.ts'
import { readTexts } from './readTexts.ts'

/** A message in which a term stands. */
export interface MessageMatches {
  readonly messageId: string
  /** Where each match begins, counted over all texts of the message; ascending. */
  readonly starts: readonly number[]
  /** How many of them, which are the first ones, stand in the names of its files. */
  readonly inNames: number
}

/** What a query looks for: all of it as it stands, folded as the texts are. Empty where it asks nothing. */
export function findTerm(query: string): string {
  return foldText(query).trim().replaceAll(/\s+/g, ' ')
}

/**
 * Finds a term in all messages of a conversation, drawn or not, in their order.
 *
 * The first time each answer is read as Markdown, which takes a second for thousands of them; the page is never
 * held up for it.
 *
 * @param term - from `findTerm`, not empty
 * @returns undefined where `signal` ended it
 */
export async function findMatches(
  messages: readonly ChatMessage[],
  term: string,
  signal: AbortSignal,
): Promise<readonly MessageMatches[] | undefined> {
  const pauses = createPauses()
  const found: MessageMatches[] = []
  for (const message of messages) {
    const { names, words } = readTexts(message)
    const inNames = startsIn(names, term).length
    const starts = startsIn([...names, ...words], term)
    if (starts.length > 0) found.push({ messageId: message.id, starts, inNames })
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
