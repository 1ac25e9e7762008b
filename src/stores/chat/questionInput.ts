import type { ChatInput, FilePart, MessagePart } from '../../core/index.ts'

/** A question of the user: text, files, or both. */
export interface QuestionInput extends ChatInput {
  readonly text: string
  readonly files: readonly FilePart[]
}

/** Makes a question of a text as the user wrote it, without the blank lines around it. */
export function toQuestionInput(text: string, files: readonly FilePart[]): QuestionInput {
  // Blank lines are slips, but the indentation of the first line is meant.
  return { text: text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd(), files }
}

export function isBlank({ text, files }: QuestionInput): boolean {
  return text === '' && files.length === 0
}

/** Returns the parts of the message that a question becomes. */
export function partsOf({ text, files }: QuestionInput): readonly MessagePart[] {
  return [...(text === '' ? [] : [{ type: 'text' as const, text }]), ...files]
}

export function filesIn({ parts }: { readonly parts: readonly MessagePart[] }): FilePart[] {
  return parts.filter((part) => part.type === 'file')
}
