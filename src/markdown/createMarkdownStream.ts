import { shallowRef } from 'vue'
import type { Block, FootnoteBlock } from './blocks/block.ts'
import { BlockParser } from './blocks/blockParser.ts'
import { createFootnotes, type Footnote, type FootnoteState } from './blocks/footnotes.ts'
import { createLinkReferences } from './blocks/linkReferences.ts'
import type { Chunks } from './chunks.ts'
import { createInlineParser, type InlineParserOptions } from './inline/createInlineParser.ts'
import { withoutUndecidedEnd } from './inline/undecidedEnd.ts'
import { createTakenText } from './takenText.ts'
import type { Token } from 'markdown-it'

/** A document as it stands. Blocks that are finished are the same objects in every later one. */
export interface MarkdownDocument {
  blocks: Chunks<Block>
  footnotes: readonly Footnote[]
}

export interface MarkdownStream {
  /**
   * Parses what the text has more than at the last call. A text that does not begin with the last one, and
   * one that follows the whole, is parsed from its beginning.
   *
   * @param text all of the text so far
   * @param isWhole that no more follows
   * @param isCutOff that no more follows, though the text has not come to its end: it stays as it was drawn
   *   while it was open, and what waited for its next character shows, unless it is a mark. Of no effect on
   *   a text that is whole
   */
  update(text: string, isWhole?: boolean, isCutOff?: boolean): MarkdownDocument
  /** Whether the text was cut off. Whoever asks while it is drawn is drawn again when the answer changes. */
  readonly isCutOff: boolean
  /** What a block's text consists of. In an open block, marks without their end are taken as ended. */
  parseInline(text: string, isOpen?: boolean): readonly Token[]
  footnoteState(label: string): FootnoteState
}

export type MarkdownStreamOptions = InlineParserOptions

const LINE_END = /\r\n?|\n/g

/**
 * Parses Markdown (CommonMark with GFM's tables, strikethrough and task lists, footnotes and formulas) while
 * it arrives. An update costs what is new and the open end of the document, whatever came before.
 *
 * @example
 * const stream = createMarkdownStream()
 * stream.update('Some *Mark')
 * stream.update('Some *Markdown*\n\nand mo') // the first paragraph is finished
 * stream.update('Some *Markdown*\n\nand more', true)
 * @see https://spec.commonmark.org/0.31.2/
 * @see https://github.github.com/gfm/
 */
export function createMarkdownStream(options: MarkdownStreamOptions = {}): MarkdownStream {
  const markdown = createInlineParser(options)
  // Whoever asked for those of a text is drawn again when another text takes its place.
  const links = shallowRef(createLinkReferences())
  const footnotes = shallowRef(createFootnotes())
  let parser = createParser()
  let taken = createTakenText()
  /** The line that has no end yet, and up to where its end was looked for. */
  let line = ''
  let searchedTo = 0
  let isFinished = false
  const isCut = shallowRef(false)

  function createParser(): BlockParser {
    return new BlockParser(markdown, {
      onLinkDefinition: (label, definition) => links.value.define(label, definition),
      onFootnote: (footnote) => footnotes.value.define(footnote),
      onText: (text) => {
        if (!text.includes('[^')) return
        for (const { type, content } of parseInline(text))
          if (type === 'footnote_reference') footnotes.value.refer(content)
      },
    })
  }

  function reset() {
    links.value = createLinkReferences()
    footnotes.value = createFootnotes()
    parser = createParser()
    taken = createTakenText()
    line = ''
    searchedTo = 0
    isFinished = false
  }

  function addLines(added: string, isWhole: boolean) {
    const text = line + added
    let start = 0
    LINE_END.lastIndex = searchedTo
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      // A line feed may still follow.
      if (end[0] === '\r' && LINE_END.lastIndex === text.length && !isWhole) break
      parser.addLine(toSafeLine(text.slice(start, end.index)))
      start = LINE_END.lastIndex
    }
    line = text.slice(start)
    searchedTo = line.endsWith('\r') ? line.length - 1 : line.length
  }

  function finish() {
    if (line !== '') parser.addLine(toSafeLine(line))
    line = ''
    parser.path.closeAll()
    footnotes.value.complete()
    isFinished = true
  }

  function parseInline(text: string, isOpen = false): readonly Token[] {
    if (!isOpen) return toTokens(text, false)
    const source = withoutUndecidedEnd(text, isCut.value)
    const tokens = toTokens(source, true)
    // In code, marks are none.
    const isInCode = tokens.at(-1)?.type === 'code_inline' && !source.endsWith('`')
    return isCut.value && isInCode ? toTokens(text.replace(/`+$/, ''), true) : tokens
  }

  function toTokens(source: string, isOpen: boolean): readonly Token[] {
    const [inline] = markdown.parseInline(source, { references: links.value.byLabel, isOpen })
    return inline?.children ?? []
  }

  return {
    update(text, isWhole = false, isCutOff = false) {
      isCut.value = isCutOff && !isWhole
      const goesOn = taken.isBeginningOf(text, isWhole || isCutOff)
      if (!goesOn || (isFinished && (text.length > taken.length || isCut.value))) reset()
      const added = taken.takeFrom(text)
      if (!isFinished) addLines(added, isWhole)
      if (isWhole && !isFinished) finish()
      const begun = toSafeLine(line.replace(/\r$/, ''))
      const path = begun === '' ? parser.path : parser.withPartialLine(begun, isCut.value)
      const open: FootnoteBlock[] = path.toFootnotes(isCut.value)
      const blocks = path.toBlocks(isCut.value)
      return { blocks, footnotes: footnotes.value.list(open) }
    },
    get isCutOff() {
      return isCut.value
    },
    parseInline,
    footnoteState: (label) => footnotes.value.stateOf(label),
  }
}

/** @see https://spec.commonmark.org/0.31.2/#insecure-characters */
const toSafeLine = (line: string) => line.replaceAll('\0', '\uFFFD')
