import type { ChatMessage } from '../../core/index.ts'
import { textLength } from '../../core/internal.ts'

/**
 * What is stored of a conversation, by the objects that are here already where they say the same: what shows
 * them need not look again. Of an answer that is not over, the longer state counts: it is written once in a
 * while, and may have been watched since.
 */
export function mergeMessages(
  here: readonly ChatMessage[],
  stored: readonly ChatMessage[],
): readonly ChatMessage[] {
  const byId = new Map(here.map((message) => [message.id, message]))
  const merged = stored.map((message) => {
    const known = byId.get(message.id)
    return known && isAsGood(known, message) ? known : message
  })
  const isSame = merged.length === here.length && merged.every((one, index) => one === here[index])
  return isSame ? here : merged
}

function isAsGood(here: ChatMessage, stored: ChatMessage): boolean {
  if (here.outcome !== stored.outcome) return false
  const [length, storedLength] = [textLength(here), textLength(stored)]
  return here.outcome === undefined ? length >= storedLength : length === storedLength
}
