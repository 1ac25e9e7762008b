import { shallowRef } from 'vue'
import type { Block, FootnoteBlock } from './blocks/block.ts'
import { BlockParser } from './blocks/blockParser.ts'
import { createFootnotes, type Footnote, type FootnoteState } from './blocks/footnotes.ts'
import { createLinkReferences } from './blocks/linkReferences.ts'
import type { Chunks } from './chunks.ts'
import { createInlineParser, type InlineParserOptions } from './inline/createInlineParser.ts'
import { withoutUndecidedEnd } from './inline/undecidedEnd.ts'
import { createConsumedText } from './consumedText.ts'
import type { Token } from 'markdown-it'

/** The current state of a document. Finished blocks are the same objects in every later state. */
export interface MarkdownDocument {
  blocks: Chunks<Block>
  footnotes: readonly Footnote[]
}

export interface MarkdownStream {
  /**
   * Parses the text that was added since the last call. Starts from the beginning if the text doesn't start with the
   * previous one, or if it grows after it was complete.
   *
   * @param text all of the text so far
   * @param isWhole whether the text is complete
   * @param isCutOff whether the text ends although it is incomplete. It stays as it was while it was open, and
   *   characters that waited for the next one are shown, unless they are marks. Has no effect if `isWhole` is true
   */
  update(text: string, isWhole?: boolean, isCutOff?: boolean): MarkdownDocument
  /** Whether the text was cut off. Reactive: a component that reads it while rendering is updated when it changes. */
  readonly isCutOff: boolean
  /** Parses the text of a block. In an open block, marks without an end count as closed. */
  parseInline(text: string, isOpen?: boolean): readonly Token[]
  footnoteState(label: string): FootnoteState
}

export type MarkdownStreamOptions = InlineParserOptions

const LINE_END = /\r\n?|\n/g

/**
 * Creates a parser for Markdown that is still arriving: CommonMark, GFM's tables, strikethrough and task lists,
 * footnotes and formulas. The cost of an update depends on the new text and the open end of the document, not on the
 * length of the document.
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
  // Reactive: components that looked up a link or footnote are updated when another text replaces this one.
  const links = shallowRef(createLinkReferences())
  const footnotes = shallowRef(createFootnotes())
  let parser = createParser()
  let consumed = createConsumedText()
  /** The last line, which has no line ending yet. Up to `searchedTo`, it was searched for one. */
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
    consumed = createConsumedText()
    line = ''
    searchedTo = 0
    isFinished = false
  }

  function addLines(added: string, isWhole: boolean) {
    const text = line + added
    let start = 0
    LINE_END.lastIndex = searchedTo
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      // A line feed may still follow, which belongs to the same line ending.
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
    // Inside code, asterisks and the like are not marks, so nothing is left out at the end.
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
      const continues = consumed.isBeginningOf(text, isWhole || isCutOff)
      if (!continues || (isFinished && (text.length > consumed.length || isCut.value))) reset()
      const added = consumed.takeFrom(text)
      if (!isFinished) addLines(added, isWhole)
      if (isWhole && !isFinished) finish()
      const incompleteLine = toSafeLine(line.replace(/\r$/, ''))
      const path =
        incompleteLine === '' ? parser.path : parser.withPartialLine(incompleteLine, isCut.value)
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
