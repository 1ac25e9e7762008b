import type { ChatMessage, FilePart, SourcePart, ToolPart } from '../../core/index.ts'

/** One block of an answer. Its `key` stays the same while the answer grows. */
export type AnswerSegment = { readonly key: string } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool'; readonly call: ToolPart }
  | { readonly type: 'tools'; readonly calls: readonly ToolPart[] }
  | { readonly type: 'file'; readonly file: FilePart }
)

/** How many tool calls in a row are shown one by one. Further ones are folded into a group. */
const MAX_SINGLE_CALLS = 20

/**
 * Splits an answer into blocks, in the order of arrival: nothing is inserted above text that the reader has seen.
 * Text parts that are separated only by sources or data become one block, because the model wrote them as one text.
 */
export function segmentsOf({ parts }: Pick<ChatMessage, 'parts'>): readonly AnswerSegment[] {
  const segments: AnswerSegment[] = []
  /** Number of tool calls since the last other block. */
  let callsInRow = 0
  let group: ToolPart[] = []
  for (const part of parts) {
    const last = segments.at(-1)
    const key = String(segments.length)
    switch (part.type) {
      case 'text':
      case 'reasoning':
        if (callsInRow && part.text.trim()) callsInRow = 0
        if (last?.type === part.type) {
          segments[segments.length - 1] = { ...last, text: last.text + part.text }
        } else segments.push({ key, type: part.type, text: part.text })
        break
      case 'tool':
        callsInRow += 1
        if (callsInRow <= MAX_SINGLE_CALLS) segments.push({ key, type: 'tool', call: part })
        else if (callsInRow === MAX_SINGLE_CALLS + 1) {
          group = [part]
          segments.push({ key, type: 'tools', calls: group })
        } else group.push(part)
        break
      case 'file':
        callsInRow = 0
        segments.push({ key, type: 'file', file: part })
        break
      case 'source':
      case 'data':
        break
      default:
        part satisfies never
    }
  }
  // Servers send line breaks between their parts. On their own they would be empty blocks.
  return segments.filter((segment) => !('text' in segment) || segment.text.trim() !== '')
}

/** Returns the sources that an answer cites, each URL once. */
export function sourcesOf({ parts }: Pick<ChatMessage, 'parts'>): readonly SourcePart[] {
  const sources = parts.filter((part) => part.type === 'source')
  return [...new Map(sources.map((source) => [source.url, source])).values()]
}
