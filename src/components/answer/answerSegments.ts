import type { ChatMessage, FilePart, SourcePart, ToolPart } from '../../core/index.ts'

/** One block of an answer. Its `key` stays the same while the answer grows. */
export type AnswerSegment = { readonly key: string } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool'; readonly call: ToolPart }
  | { readonly type: 'file'; readonly file: FilePart }
)

/**
 * Splits an answer into blocks, in the order of arrival: nothing is inserted above text that the reader has seen.
 * Text parts that are separated only by sources or data become one block, because the model wrote them as one text.
 */
export function segmentsOf({ parts }: Pick<ChatMessage, 'parts'>): readonly AnswerSegment[] {
  const segments: AnswerSegment[] = []
  for (const part of parts) {
    const last = segments.at(-1)
    const key = String(segments.length)
    switch (part.type) {
      case 'text':
      case 'reasoning':
        if (last?.type === part.type) {
          segments[segments.length - 1] = { ...last, text: last.text + part.text }
        } else segments.push({ key, type: part.type, text: part.text })
        break
      case 'tool':
        segments.push({ key, type: 'tool', call: part })
        break
      case 'file':
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
