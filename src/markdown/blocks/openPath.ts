import type { MarkdownIt } from 'markdown-it'
import { appended, appendedToPages, type Chunks } from '../chunks.ts'
import type { Block, FootnoteBlock } from './block.ts'
import { extractLinkDefinitions, type LinkDefinition } from './linkDefinition.ts'
import {
  endsWithBlankLine,
  hasChildren,
  isParent,
  type OpenBlock,
  type OpenParent,
} from './openBlock.ts'
import { toCells } from './table.ts'

/** Receives the definitions of a document, and the texts of its finished blocks. */
export interface DocumentListener {
  onLinkDefinition(label: string, definition: LinkDefinition): void
  onFootnote(footnote: FootnoteBlock): void
  onText(text: string): void
}

/** State of a block's end: it has ended, it may still grow, or the text was cut off inside it. */
type BlockEnding = 'closed' | 'open' | 'cut off'

/**
 * Maximum nesting depth. Deeper marks are text: real documents never nest that deep, and every level costs components.
 */
const MAX_DEPTH = 100

const TASK = /^\[([ xX])\](?:[ \t]+(?=\S)|$)/
const UNFINISHED_DEFINITION = /^\[[^\]]*\]:/

/** The open blocks, from the document inwards. Closing a block adds it to its parent. */
export class OpenPath {
  private readonly blocks: OpenBlock[]
  /** Number of open blocks that the current line belongs to. */
  matched = 1

  constructor(
    private readonly markdown: MarkdownIt,
    private readonly listener?: DocumentListener,
    blocks?: readonly OpenBlock[],
  ) {
    this.blocks = blocks?.map((block) => ({ ...block })) ?? [
      { type: 'document', children: [], lastChildEndsBlank: false, endsBlank: false },
    ]
  }

  /** Returns a copy for looking ahead. It has no listener, so definitions that it finds are not reported. */
  copy(): OpenPath {
    const copy = new OpenPath(this.markdown, undefined, this.blocks)
    copy.matched = this.matched
    return copy
  }

  /** Whether this is a copy for looking ahead, whose last block may still turn into another kind. */
  get isGuess(): boolean {
    return this.listener === undefined
  }

  get isFull(): boolean {
    return this.blocks.length >= MAX_DEPTH
  }

  get hasUnmatched(): boolean {
    return this.matched < this.blocks.length
  }

  /** The next open block to match the current line against. */
  get unmatched(): OpenBlock | undefined {
    return this.blocks[this.matched]
  }

  /** Whether {@link unmatched} contains another block. */
  get unmatchedHasContent(): boolean {
    const isLast = this.matched + 1 >= this.blocks.length
    return !isLast || (this.unmatched !== undefined && hasChildren(this.unmatched))
  }

  /** The innermost block that the current line is known to belong to. */
  get container(): OpenBlock {
    return this.blocks[this.matched - 1] as OpenBlock
  }

  /** The innermost block. */
  get tip(): OpenBlock {
    return this.blocks[this.blocks.length - 1] as OpenBlock
  }

  /** Opens a block inside the innermost block that can contain it. */
  open(block: OpenBlock): void {
    this.closeForNext(block.type === 'item')
    this.blocks.push(block)
    this.matched = this.blocks.length
  }

  /** Adds a block that ends with the current line. */
  add(block: Block): void {
    const parent = this.closeForNext(false)
    if ('children' in parent) addChild(parent, block)
    parent.lastChildEndsBlank = false
    this.matched = this.blocks.length
    if ('text' in block) this.listener?.onText(block.text)
  }

  closeUnmatched(): void {
    while (this.hasUnmatched) this.closeTip()
  }

  closeAll(): void {
    this.matched = 1
    this.closeUnmatched()
  }

  /** Removes the innermost block without adding it to its parent. */
  dropTip(): void {
    this.blocks.pop()
    this.matched = Math.min(this.matched, this.blocks.length)
  }

  /** Removes the link definitions from the beginning of a paragraph, reports them, and returns the rest. */
  extractDefinitions(text: string): string {
    const extracted = extractLinkDefinitions(text, this.markdown)
    for (const { label, href, title } of extracted.definitions)
      this.listener?.onLinkDefinition(label, { href, title })
    return extracted.text
  }

  /** Records whether the current line is blank in the blocks that it belongs to. */
  recordBlank(isBlank: boolean): void {
    const { container, unmatched } = this
    for (const block of this.blocks.slice(0, this.matched)) block.endsBlank = false
    if (!isBlank) return
    if (unmatched !== undefined) unmatched.endsBlank = true
    else if (hasChildren(container)) container.lastChildEndsBlank = true
    const isBeginning = container.type === 'item' && container.isNew
    container.endsBlank = !isBeginning && container.type !== 'quote' && container.type !== 'fence'
  }

  /**
   * Returns the current blocks of the document. Finished blocks are the same objects as before. Call it last on a
   * look-ahead copy: it closes the copy's blocks.
   *
   * @param isCutOff whether the text ends here, although the document is incomplete
   */
  toBlocks(isCutOff = false): Chunks<Block> {
    const path = this.isGuess ? this : this.copy()
    if (!isParent(path.tip)) path.closeTip(isCutOff ? 'cut off' : 'open')
    path.closeAll()
    const [document] = path.blocks
    return document?.type === 'document' ? document.children : []
  }

  /** Returns the footnotes that are still open. */
  toFootnotes(isCutOff = false): FootnoteBlock[] {
    if (!this.blocks.some(({ type }) => type === 'footnote')) return []
    const footnotes: FootnoteBlock[] = []
    const listener = {
      onFootnote: (footnote: FootnoteBlock) => footnotes.push(footnote),
      onLinkDefinition: () => undefined,
      onText: () => undefined,
    }
    const copy = new OpenPath(this.markdown, listener, this.blocks)
    if (!isParent(copy.tip)) copy.closeTip(isCutOff ? 'cut off' : 'open')
    copy.closeAll()
    return footnotes
  }

  /**
   * Closes the blocks that cannot contain the next one. Marks a list as loose if a blank line precedes the next block.
   */
  private closeForNext(forItem: boolean): OpenParent {
    this.closeUnmatched()
    for (;;) {
      const { tip } = this
      if (isParent(tip) && (tip.type === 'list') === forItem) {
        const list = forItem ? tip : this.blocks[this.blocks.length - 2]
        const isInList = forItem || (tip.type === 'item' && tip.children.length > 0)
        if (isInList && tip.lastChildEndsBlank && list?.type === 'list') list.isLoose = true
        return tip
      }
      this.closeTip()
    }
  }

  closeTip(ending: BlockEnding = 'closed'): void {
    const tip = this.blocks.pop()
    const parent = this.blocks[this.blocks.length - 1]
    if (tip === undefined || parent === undefined || !isParent(parent)) return
    this.matched = Math.min(this.matched, this.blocks.length)
    parent.lastChildEndsBlank = endsWithBlankLine(tip)
    if (parent.type === 'list') {
      if (tip.type === 'item')
        parent.items = appended(parent.items, { task: tip.task, children: tip.children })
      return
    }
    const block = this.finish(tip, parent, ending)
    if (block !== undefined) addChild(parent, block)
  }

  /** Returns the finished form of an open block; undefined if it shows nothing. */
  private finish(block: OpenBlock, parent: OpenParent, ending: BlockEnding): Block | undefined {
    const open = ending !== 'closed'
    switch (block.type) {
      case 'paragraph':
        return this.finishParagraph(block.text, parent, ending)
      case 'quote':
        return { type: 'quote', children: block.children }
      case 'list': {
        const { start, isLoose, items } = block
        return { type: 'list', start, tight: !isLoose, items }
      }
      case 'footnote': {
        const footnote: Block = { type: 'footnote', label: block.label, children: block.children }
        this.listener?.onFootnote(footnote)
        return footnote
      }
      case 'fence':
        return { type: 'code', info: block.info, lines: block.lines, open }
      case 'indented code':
        return { type: 'code', info: '', lines: block.lines, open }
      case 'formula':
        if (open || block.hasEnded) return { type: 'formula', tex: block.tex, open }
        return this.finishParagraph(`${block.opening}${block.tex}`, parent, ending)
      case 'table': {
        const { alignments, header, rows } = block
        return { type: 'table', alignments, header, rows, open }
      }
      case 'document':
      case 'item':
        return undefined
    }
  }

  private finishParagraph(
    source: string,
    parent: OpenParent,
    ending: BlockEnding,
  ): Block | undefined {
    const open = ending !== 'closed'
    let text = this.extractDefinitions(source.trim())
    if (parent.type === 'item' && parent.children.length === 0) {
      const [mark = '', done] = TASK.exec(text) ?? []
      if (done !== undefined) {
        parent.task = done !== ' '
        text = text.slice(mark.length)
      }
    }
    if (open) {
      if (ending === 'open' && UNFINISHED_DEFINITION.test(text)) return undefined
      // Show the header of a table as a table early, before the delimiter row can prove it.
      if (text.startsWith('|') && !text.includes('\n')) {
        const header = toCells(text)
        const alignments = header.map(() => undefined)
        return { type: 'table', alignments, header, rows: [], open }
      }
    }
    if (text === '') return undefined
    this.listener?.onText(text)
    return { type: 'paragraph', text, open }
  }
}

function addChild(parent: Exclude<OpenParent, { type: 'list' }>, block: Block): void {
  const append = parent.type === 'document' ? appendedToPages : appended
  parent.children = append(parent.children, block)
}
