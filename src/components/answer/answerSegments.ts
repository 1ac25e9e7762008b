import type { ChatMessage, FilePart, SourcePart, ToolPart } from '../../core/index.ts'

/** What stands in one place of an answer, under a name that it keeps while the answer grows. */
export type AnswerSegment = { readonly key: string } & (
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  | { readonly type: 'tool'; readonly call: ToolPart }
  | { readonly type: 'file'; readonly file: FilePart }
)

/**
 * An answer in the order in which it came: nothing is put above what its reader has seen. Texts that only a
 * source or data came between are one, as they were written.
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
  // Servers send line ends between their parts; without a text they are nothing to be seen.
  return segments.filter((one) => !('text' in one) || one.text.trim() !== '')
}

/** What an answer refers to, each once. */
export function sourcesOf({ parts }: Pick<ChatMessage, 'parts'>): readonly SourcePart[] {
  const sources = parts.filter((part) => part.type === 'source')
  return [...new Map(sources.map((source) => [source.url, source])).values()]
}
