import { filesIn, segmentsOf, textIn } from '../../components/index.ts'
import { type ChatMessage, reachedLengthLimit } from '../../core/index.ts'
import type { TextEnding } from '../../markdown/internal.ts'
import { foldText, type SearchText } from '../../stores/index.ts'
import { markdownTexts } from './markdownTexts.ts'

/** What can be found in a message, in the order in which it is shown. */
export interface ReadTexts {
  /** The names of its files. */
  readonly names: readonly SearchText[]
  /** What it says, block by block. */
  readonly words: readonly SearchText[]
}

/** Messages never change: what grows is another object. */
const known = new WeakMap<ChatMessage, ReadTexts>()

/** As the search over all chats, it reads neither thoughts nor what was said to and by tools. */
export function readTexts(message: ChatMessage): ReadTexts {
  const before = known.get(message)
  if (before) return before
  const names = filesIn(message).map(({ name = '' }) => name)
  const texts = { names: names.map(folded), words: wordsOf(message).map(folded) }
  known.set(message, texts)
  return texts
}

function wordsOf(message: ChatMessage): readonly string[] {
  if (message.role !== 'assistant') return [textIn(message, 'text')]
  const ending = endingOf(message)
  const segments = segmentsOf(message)
  return segments.flatMap((segment, index) => {
    const isLast = index === segments.length - 1
    return segment.type === 'text' ? markdownTexts(segment.text, isLast ? ending : 'whole') : []
  })
}

/** As the view of a message has it. */
function endingOf(message: ChatMessage): TextEnding {
  if (message.outcome === undefined) return 'open'
  return message.outcome === 'complete' && !reachedLengthLimit(message) ? 'whole' : 'cut off'
}

function folded(text: string): SearchText {
  return { text, folded: foldText(text) }
}
