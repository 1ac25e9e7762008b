import { inject, type Component, type InjectionKey, type Ref } from 'vue'
import type { MarkdownStream } from '../createMarkdownStream.ts'
import type { MarkdownComponents, MarkdownLabels } from '../options.ts'

/** What the blocks of one document need of it. */
export interface DocumentContext {
  stream: MarkdownStream
  /** What draws each kind of content: the user's own component, or the built-in one. */
  parts: Readonly<Ref<Record<keyof MarkdownComponents, Component>>>
  labels: Readonly<Ref<MarkdownLabels>>
  /** The id of the element that holds a footnote. */
  footnoteId: (number: number) => string
  /** Goes to a footnote, and remembers from where. */
  showFootnote: (number: number, reference: HTMLElement) => void
}

export const documentContextKey: InjectionKey<DocumentContext> = Symbol('markdown document')

export function useDocument(): DocumentContext {
  const context = inject(documentContextKey, undefined)
  if (context === undefined)
    throw new Error('A part of a Markdown document was used outside of one: use StreamMarkdown.')
  return context
}
