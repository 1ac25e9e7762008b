import type { ChatMessage } from '../../core/index.ts'
import { textLength } from '../../core/internal.ts'

/**
 * Returns the stored messages of a chat. Messages that did not change are the objects that this tab has already,
 * so that components don't render them again. Of an unfinished answer, the longer state wins: it is stored from
 * time to time only, and this tab may have received more since.
 *
 * The lists must be compared: storage does not say what other tabs changed.
 */
export function mergeMessages(
  current: readonly ChatMessage[],
  stored: readonly ChatMessage[],
): readonly ChatMessage[] {
  const byId = new Map(current.map((message) => [message.id, message]))
  const merged = stored.map((message) => {
    const existing = byId.get(message.id)
    return existing && isUpToDate(existing, message) ? existing : message
  })
  const isSame =
    merged.length === current.length && merged.every((message, index) => message === current[index])
  return isSame ? current : merged
}

function isUpToDate(current: ChatMessage, stored: ChatMessage): boolean {
  if (current.outcome !== stored.outcome) return false
  const [length, storedLength] = [textLength(current), textLength(stored)]
  return current.outcome === undefined ? length >= storedLength : length === storedLength
}
