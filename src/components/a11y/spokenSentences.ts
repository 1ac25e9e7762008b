import {
  createMarkdownStream,
  type MarkdownDocument,
  type MarkdownStream,
} from '../../markdown/index.ts'

type Blocks = MarkdownDocument['blocks']
type Block = Blocks[number][number]
type Tokens = ReturnType<MarkdownStream['parseInline']>

/** @returns the sentences that were finished since the last call */
export type ReadSentences = (text: string, isWhole: boolean) => readonly string[]

/**
 * Reads a Markdown text that grows, for those who hear it: its words without its marks, sentence by sentence,
 * each of them once. A sentence is finished when the next one begins, or its block ends.
 *
 * @param language - by whose rules sentences end
 */
export function createSentenceReader(language: string): ReadSentences {
  const stream = createMarkdownStream()
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  /** A block that is finished is the same object at every call. */
  const known = new WeakMap<Block, readonly string[]>()
  /** How many paragraphs were read to their end, and how many sentences of the next one. */
  let paragraphsRead = 0
  let sentencesRead = 0

  /** Whatever is read in one go: a paragraph, a line of code, a row of a table. */
  function paragraphsOf(blocks: Blocks): string[] {
    return blocks.flat().flatMap((block) => {
      const paragraphs = known.get(block) ?? read(block)
      known.set(block, paragraphs)
      return paragraphs
    })
  }

  function read(block: Block): readonly string[] {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return [wordsOf(stream.parseInline(block.text, block.open))]
      case 'code':
        return block.lines.flat()
      case 'formula':
        return [block.tex]
      case 'quote':
        return paragraphsOf(block.children)
      case 'list':
        return block.items.flat().flatMap(({ children }) => paragraphsOf(children))
      case 'table':
        return [block.header, ...block.rows.flat()].map((row) =>
          row.map((cell) => wordsOf(stream.parseInline(cell))).join(', '),
        )
      // A rule has no words, and footnotes are read at the end.
      case 'rule':
      case 'footnote':
        return []
    }
  }

  function sentencesOf(paragraph: string): string[] {
    return Array.from(segmenter.segment(paragraph), ({ segment }) => segment.trim())
  }

  return (text, isWhole) => {
    const { blocks, footnotes } = stream.update(text, isWhole)
    const paragraphs = paragraphsOf(blocks)
    // Before the end they have no place yet.
    if (isWhole) paragraphs.push(...footnotes.flatMap(({ children }) => paragraphsOf(children)))

    const read: string[] = []
    const last = paragraphs.length - 1
    for (const [offset, paragraph] of paragraphs.slice(paragraphsRead).entries()) {
      const place = paragraphsRead + offset
      const isOpen = place === last && !isWhole
      const sentences = sentencesOf(paragraph)
      const finished = isOpen ? sentences.slice(0, -1) : sentences
      read.push(...finished.slice(sentencesRead))
      sentencesRead = isOpen ? Math.max(sentencesRead, finished.length) : 0
    }
    paragraphsRead = Math.max(paragraphsRead, isWhole ? last + 1 : last)
    return read.filter((sentence) => sentence !== '')
  }
}

function wordsOf(tokens: Tokens): string {
  return tokens
    .map(({ type, content, children }) => {
      // A line that the writer broke ends no sentence.
      if (type === 'softbreak' || type === 'hardbreak') return ' '
      if (type === 'footnote_reference') return ''
      return children ? wordsOf(children) : content
    })
    .join('')
}
