import { shallowReactive, shallowRef } from 'vue'
import type { Chunks } from '../chunks.ts'
import type { Block, FootnoteBlock } from './block.ts'

/** A footnote that the text refers to. */
export interface Footnote {
  label: string
  number: number
  children: Chunks<Block>
}

/**
 * State of a footnote reference: its number, or whether its definition may still arrive (`awaited`) or doesn't exist
 * (`missing`).
 */
export type FootnoteState = number | 'awaited' | 'missing'

/** The footnotes of a document. They are numbered in the order of their first references. */
export interface Footnotes {
  refer(label: string): void
  /** Registers a definition. Only the first one of each label counts. */
  define(footnote: FootnoteBlock): void
  /** Marks the document as complete: no more definitions will follow. */
  complete(): void
  /**
   * Returns the state of a label. Reactive: a component that calls it while rendering is updated when the state
   * changes.
   */
  stateOf(label: string): FootnoteState
  /** @param open definitions that may still grow */
  list(open: readonly FootnoteBlock[]): readonly Footnote[]
}

const NONE: readonly Footnote[] = []

export function createFootnotes(): Footnotes {
  const referred = new Set<string>()
  const defined = new Map<string, FootnoteBlock>()
  const numbers = shallowReactive(new Map<string, number>())
  const isComplete = shallowRef(false)

  function renumber() {
    let number = 0
    for (const label of referred) if (defined.has(label)) numbers.set(label, ++number)
  }

  return {
    refer(label) {
      if (referred.has(label)) return
      referred.add(label)
      renumber()
    },
    define(footnote) {
      if (defined.has(footnote.label)) return
      defined.set(footnote.label, footnote)
      renumber()
    },
    complete() {
      isComplete.value = true
    },
    stateOf(label) {
      return numbers.get(label) ?? (isComplete.value ? 'missing' : 'awaited')
    },
    list(open) {
      if (referred.size === 0) return NONE
      const all = new Map([
        ...open.map((footnote) => [footnote.label, footnote] as const),
        ...defined,
      ])
      return [...referred]
        .flatMap((label) => all.get(label) ?? [])
        .map(({ label, children }, index) => ({ label, number: index + 1, children }))
    },
  }
}
