import { inject, type Component, type InjectionKey, type Ref } from 'vue'
import type { MarkdownStream } from '../createMarkdownStream.ts'
import type { MarkdownComponents, MarkdownLabels } from '../options.ts'

/** Context that a document provides to its blocks. */
export interface DocumentContext {
  stream: MarkdownStream
  /** The component for each kind of content: a custom one, or the built-in one. */
  parts: Readonly<Ref<Record<keyof MarkdownComponents, Component>>>
  labels: Readonly<Ref<MarkdownLabels>>
  /** Returns the id of the element that contains a footnote. */
  footnoteId: (number: number) => string
  /** Moves the focus to a footnote, and remembers the reference to return to. */
  showFootnote: (number: number, reference: HTMLElement) => void
}

export const documentContextKey: InjectionKey<DocumentContext> = Symbol('markdown document')

export function useDocument(): DocumentContext {
  const context = inject(documentContextKey, undefined)
  if (context === undefined)
    throw new Error(
      'A part of a Markdown document was rendered outside of a document. Render it inside `<StreamMarkdown>`.',
    )
  return context
}
