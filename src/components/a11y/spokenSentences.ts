import {
  createMarkdownStream,
  type MarkdownDocument,
  type MarkdownStream,
} from '../../markdown/index.ts'

type Blocks = MarkdownDocument['blocks']
type Block = Blocks[number][number]
type Tokens = ReturnType<MarkdownStream['parseInline']>

/**
 * Takes the whole text so far.
 *
 * @returns the sentences that were completed since the last call
 */
export type ReadSentences = (text: string, isWhole: boolean) => readonly string[]

/**
 * Creates a function that prepares streaming Markdown for a screen reader: it returns the text without its syntax,
 * sentence by sentence, each sentence once. A sentence is complete when the next one begins or its block ends.
 *
 * @param language - BCP 47 tag of the language whose rules separate sentences
 */
export function createSentenceReader(language: string): ReadSentences {
  const stream = createMarkdownStream()
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  /** The parser returns the same object for a complete block on every call, so its paragraphs can be cached. */
  const paragraphsByBlock = new WeakMap<Block, readonly string[]>()
  /** Counts the paragraphs that were read completely, and the sentences read of the next one. */
  let paragraphsRead = 0
  let sentencesRead = 0

  /** Returns the units that are read without a break: a paragraph, a line of code, a table row. */
  function paragraphsOf(blocks: Blocks): string[] {
    return blocks.flat().flatMap((block) => {
      const paragraphs = paragraphsByBlock.get(block) ?? read(block)
      paragraphsByBlock.set(block, paragraphs)
      return paragraphs
    })
  }

  function read(block: Block): readonly string[] {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        return [plainTextOf(stream.parseInline(block.text, block.open))]
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
          row.map((cell) => plainTextOf(stream.parseInline(cell))).join(', '),
        )
      // A rule has no text, and footnotes are read at the end.
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
    // Footnotes are read last, so they wait for the end of the text.
    if (isWhole) paragraphs.push(...footnotes.flatMap(({ children }) => paragraphsOf(children)))

    const read: string[] = []
    const last = paragraphs.length - 1
    for (const [offset, paragraph] of paragraphs.slice(paragraphsRead).entries()) {
      const index = paragraphsRead + offset
      const isOpen = index === last && !isWhole
      const sentences = sentencesOf(paragraph)
      const completed = isOpen ? sentences.slice(0, -1) : sentences
      read.push(...completed.slice(sentencesRead))
      sentencesRead = isOpen ? Math.max(sentencesRead, completed.length) : 0
    }
    paragraphsRead = Math.max(paragraphsRead, isWhole ? last + 1 : last)
    return read.filter((sentence) => sentence !== '')
  }
}

function plainTextOf(tokens: Tokens): string {
  return tokens
    .map(({ type, content, children }) => {
      // A line break inside a paragraph does not end a sentence.
      if (type === 'softbreak' || type === 'hardbreak') return ' '
      if (type === 'footnote_reference') return ''
      return children ? plainTextOf(children) : content
    })
    .join('')
}
