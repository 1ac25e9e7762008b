import type { ChatInput, FilePart, MessagePart } from '../../core/index.ts'

/** What a person asks: words, files, or both. */
export interface QuestionInput extends ChatInput {
  readonly text: string
  readonly files: readonly FilePart[]
}

export function isNothing({ text, files }: QuestionInput): boolean {
  return text === '' && files.length === 0
}

/** What is asked as the parts of its message. */
export function partsOf({ text, files }: QuestionInput): readonly MessagePart[] {
  return [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...files]
}

export function filesIn({ parts }: { readonly parts: readonly MessagePart[] }): FilePart[] {
  return parts.filter((part) => part.type === 'file')
}
