import { createMarkdownStream, type MarkdownStream } from '../../markdown/index.ts'
import type { Block, Chunks, TextEnding } from '../../markdown/internal.ts'

/**
 * Returns the visible text of Markdown, block by block, in the order on the page. `drawnTexts` returns the same
 * from the page itself. Both leave out formulas, diagrams and images.
 */
export function markdownTexts(source: string, ending: TextEnding = 'whole'): readonly string[] {
  const stream = createMarkdownStream()
  const { blocks, footnotes } = stream.update(source, ending === 'whole', ending === 'cut off')
  const all = [blocks, ...footnotes.map(({ children }) => children)]
  return all.flatMap((chunks) => textsOf(chunks, stream)).filter((text) => text !== '')
}

function textsOf(blocks: Chunks<Block>, stream: MarkdownStream): readonly string[] {
  return blocks.flat().flatMap((block) => textsOfBlock(block, stream))
}

function textsOfBlock(block: Block, stream: MarkdownStream): readonly string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return inlineTexts(block.text, block.open, stream)
    case 'code':
      return /^mermaid(?:\s|$)/.test(block.info) ? [] : [block.lines.flat().join('\n')]
    case 'quote':
      return textsOf(block.children, stream)
    case 'list':
      return block.items.flat().flatMap(({ children }) => textsOf(children, stream))
    case 'table':
      return [...block.header, ...block.rows.flat(2)].flatMap((cell) =>
        inlineTexts(cell, block.open, stream),
      )
    case 'formula':
    case 'rule':
    case 'footnote':
      return []
    default:
      return block satisfies never
  }
}

/** Stands for an element that is not text. Markdown texts never contain this character. */
const GAP = '\0'

/** Joins the lines of an inline text, and splits it at elements that are not text. */
function inlineTexts(source: string, isOpen: boolean, stream: MarkdownStream): readonly string[] {
  return stream
    .parseInline(source, isOpen)
    .map(({ type, content }) => {
      switch (type) {
        case 'softbreak':
        case 'hardbreak':
          return ' '
        case 'formula':
        case 'display_formula':
        case 'image':
          return GAP
        case 'footnote_reference':
          return referenceOf(content, stream)
        default:
          return content
      }
    })
    .join('')
    .split(GAP)
}

function referenceOf(label: string, stream: MarkdownStream): string {
  const state = stream.footnoteState(label)
  if (state === 'missing') return `[^${label}]`
  return state === 'awaited' ? label : String(state)
}
