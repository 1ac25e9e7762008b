import { filesIn, segmentsOf, textIn } from '../../components/index.ts'
import { type ChatMessage, reachedLengthLimit } from '../../core/index.ts'
import type { TextEnding } from '../../markdown/internal.ts'
import { foldText, type SearchText } from '../../stores/index.ts'
import { markdownTexts } from './markdownTexts.ts'

/** The searchable text of a message, in the order on the page. */
export interface ReadTexts {
  /** The names of its files. */
  readonly names: readonly SearchText[]
  /** Its text, block by block. */
  readonly blocks: readonly SearchText[]
}

/** Cached by message object: a message that changes is a new object. */
const cache = new WeakMap<ChatMessage, ReadTexts>()

/** Reads the searchable text of a message. Like the search over all chats, leaves out reasoning and tool calls. */
export function readTexts(message: ChatMessage): ReadTexts {
  const cached = cache.get(message)
  if (cached) return cached
  const names = filesIn(message).map(({ name = '' }) => name)
  const texts = { names: names.map(foldedText), blocks: blocksOf(message).map(foldedText) }
  cache.set(message, texts)
  return texts
}

function blocksOf(message: ChatMessage): readonly string[] {
  if (message.role !== 'assistant') return [textIn(message, 'text')]
  const ending = textEnding(message)
  const segments = segmentsOf(message)
  return segments.flatMap((segment, index) => {
    const isLast = index === segments.length - 1
    return segment.type === 'text' ? markdownTexts(segment.text, isLast ? ending : 'whole') : []
  })
}

/** Returns the same ending as the view of a message uses. */
function textEnding(message: ChatMessage): TextEnding {
  if (message.outcome === undefined) return 'open'
  return message.outcome === 'complete' && !reachedLengthLimit(message) ? 'whole' : 'cut off'
}

function foldedText(text: string): SearchText {
  return { text, folded: foldText(text) }
}
