import type { MarkdownIt } from 'markdown-it'
import { appended, appendedToPages, type Chunks } from '../chunks.ts'
import type { Block, FootnoteBlock } from './block.ts'
import { takeLinkDefinitions, type LinkDefinition } from './linkDefinition.ts'
import {
  endsWithBlankLine,
  hasChildren,
  isParent,
  type OpenBlock,
  type OpenParent,
} from './openBlock.ts'
import { toCells } from './table.ts'

/** Is told what a document defines, and the texts of its finished blocks. */
export interface DocumentListener {
  onLinkDefinition(label: string, definition: LinkDefinition): void
  onFootnote(footnote: FootnoteBlock): void
  onText(text: string): void
}

/** How a block stands: it has its end; more of it may come; or it has no end and never will. */
type BlockEnding = 'closed' | 'open' | 'cut off'

/** What is nested deeper is text: nobody writes so, and every level costs its reader components. */
const DEEPEST = 100

const TASK = /^\[([ xX])\](?:[ \t]+(?=\S)|$)/
const UNFINISHED_DEFINITION = /^\[[^\]]*\]:/

/** The blocks that are open, from the document inwards, and how a finished one joins its parent. */
export class OpenPath {
  private readonly blocks: OpenBlock[]
  /** How many of the blocks the current line belongs to. */
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

  /** The same blocks, for a look ahead: nobody is told what it finds. */
  copy(): OpenPath {
    const copy = new OpenPath(this.markdown, undefined, this.blocks)
    copy.matched = this.matched
    return copy
  }

  /** Whether what it finds may still turn out to be something else. */
  get isGuess(): boolean {
    return this.listener === undefined
  }

  get isFull(): boolean {
    return this.blocks.length >= DEEPEST
  }

  get hasUnmatched(): boolean {
    return this.matched < this.blocks.length
  }

  /** The next block for the current line to be held against. */
  get unmatched(): OpenBlock | undefined {
    return this.blocks[this.matched]
  }

  /** Whether {@link unmatched} holds a block. */
  get unmatchedHasContent(): boolean {
    const isLast = this.matched + 1 >= this.blocks.length
    return !isLast || (this.unmatched !== undefined && hasChildren(this.unmatched))
  }

  /** The innermost block that the current line belongs to, as far as is known. */
  get container(): OpenBlock {
    return this.blocks[this.matched - 1] as OpenBlock
  }

  /** The innermost block. */
  get tip(): OpenBlock {
    return this.blocks[this.blocks.length - 1] as OpenBlock
  }

  /** Begins a block inside the innermost one that can hold it. */
  open(block: OpenBlock): void {
    this.makeRoom(block.type === 'item')
    this.blocks.push(block)
    this.matched = this.blocks.length
  }

  /** Adds a block that ends with the current line. */
  add(block: Block): void {
    const parent = this.makeRoom(false)
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

  /** Forgets the innermost block. */
  dropTip(): void {
    this.blocks.pop()
    this.matched = Math.min(this.matched, this.blocks.length)
  }

  /** Takes link definitions from the beginning of a paragraph. */
  takeDefinitions(text: string): string {
    const taken = takeLinkDefinitions(text, this.markdown)
    for (const { label, href, title } of taken.definitions)
      this.listener?.onLinkDefinition(label, { href, title })
    return taken.text
  }

  /** Notes whether the current line was blank, for the blocks that it belongs to. */
  noteBlank(isBlank: boolean): void {
    const { container, unmatched } = this
    for (const block of this.blocks.slice(0, this.matched)) block.endsBlank = false
    if (!isBlank) return
    if (unmatched !== undefined) unmatched.endsBlank = true
    else if (hasChildren(container)) container.lastChildEndsBlank = true
    const isBeginning = container.type === 'item' && container.isNew
    container.endsBlank = !isBeginning && container.type !== 'quote' && container.type !== 'fence'
  }

  /**
   * The document as it stands. What is finished are the same objects as before. It is the last that a guess
   * is asked for, as its blocks are closed for it.
   *
   * @param isCutOff whether no more will come, though the document has not come to its end
   */
  toBlocks(isCutOff = false): Chunks<Block> {
    const path = this.isGuess ? this : this.copy()
    if (!isParent(path.tip)) path.closeTip(isCutOff ? 'cut off' : 'open')
    path.closeAll()
    const [document] = path.blocks
    return document?.type === 'document' ? document.children : []
  }

  /** The footnotes that are open. */
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

  /** Closes what the next block cannot be in, and tells the list if blank lines make it loose. */
  private makeRoom(forItem: boolean): OpenParent {
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

  /** What an open block came to; undefined where nothing of it is to be seen. */
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
    let text = this.takeDefinitions(source.trim())
    if (parent.type === 'item' && parent.children.length === 0) {
      const [mark = '', done] = TASK.exec(text) ?? []
      if (done !== undefined) {
        parent.task = done !== ' '
        text = text.slice(mark.length)
      }
    }
    if (open) {
      if (ending === 'open' && UNFINISHED_DEFINITION.test(text)) return undefined
      // The header of a table shows as one before its second line can prove it.
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
