import type { AnswerEnd, AnswerPiece, TextPiece, ToolPiece } from './answerPieces.ts'

/** Successive pieces of one kind, for formats that have blocks, items or parts. */
export type Block = TextBlock | ToolBlock

export interface TextBlock {
  readonly kind: TextPiece['type']
  readonly index: number
  /** The text so far. */
  readonly text: string
}

export interface ToolBlock {
  readonly kind: ToolPiece['type']
  readonly index: number
  readonly id: string
  readonly name: string
  /** The arguments so far, as JSON. */
  readonly text: string
  readonly output?: unknown
}

export type BlockStep =
  | { readonly type: 'open'; readonly block: Block }
  | { readonly type: 'delta'; readonly block: Block; readonly delta: string }
  /** `isCut`: a bound or a filter ended the answer in the middle of this block. */
  | { readonly type: 'close'; readonly block: Block; readonly isCut: boolean }
  | AnswerEnd

/**
 * Reports where each block of an answer begins, continues and ends.
 *
 * @param kinds the kinds of pieces that the format supports; other pieces are omitted
 */
export async function* blockSteps(
  pieces: AsyncIterable<AnswerPiece>,
  kinds: readonly Block['kind'][],
): AsyncGenerator<BlockStep> {
  let open: Block | undefined
  let count = 0
  for await (const piece of pieces) {
    if (piece.type === 'end') {
      const isCut = piece.finishReason === 'length' || piece.finishReason === 'filter'
      if (open) yield { type: 'close', block: open, isCut }
      yield piece
      continue
    }
    if (!kinds.includes(piece.type)) continue
    if (!open || !continuesBlock(piece, open)) {
      if (open) yield { type: 'close', block: open, isCut: false }
      open = createBlock(piece, count)
      count += 1
      yield { type: 'open', block: open }
    }
    open = appendPiece(open, piece)
    if (piece.text !== '') yield { type: 'delta', block: open, delta: piece.text }
  }
}

/** Collects the blocks of an answer that is not streamed. */
export async function collectBlocks(
  pieces: AsyncIterable<AnswerPiece>,
  kinds: readonly Block['kind'][],
): Promise<{ readonly blocks: readonly Block[]; readonly end: AnswerEnd }> {
  const blocks: Block[] = []
  for await (const step of blockSteps(pieces, kinds)) {
    if (step.type === 'close') blocks.push(step.block)
    else if (step.type === 'end') return { blocks, end: step }
  }
  throw new Error('The answer ended without an end piece.')
}

/** Joins the text of all blocks of the given kinds. */
export function joinBlockText(
  blocks: readonly Block[],
  ...kinds: readonly TextBlock['kind'][]
): string {
  return blocks
    .filter(({ kind }) => kinds.some((wanted) => wanted === kind))
    .map(({ text }) => text)
    .join('')
}

/** Parses a tool's arguments. Returns an empty object if a bound cut them off. */
export function parseToolArguments({ text }: Block): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** Returns the tool calls that the client must run. */
export function clientCalls(blocks: readonly Block[]): readonly ToolBlock[] {
  return blocks.filter((block): block is ToolBlock => block.kind === 'call')
}

function continuesBlock(piece: TextPiece | ToolPiece, block: Block): boolean {
  return piece.type === block.kind && (!('id' in block) || ('id' in piece && piece.id === block.id))
}

function createBlock(piece: TextPiece | ToolPiece, index: number): Block {
  if (!('id' in piece)) return { kind: piece.type, index, text: '' }
  return { kind: piece.type, index, id: piece.id, name: piece.name, text: '' }
}

function appendPiece(block: Block, piece: TextPiece | ToolPiece): Block {
  const text = block.text + piece.text
  if (!('id' in block)) return { ...block, text }
  const output = ('output' in piece ? piece.output : undefined) ?? block.output
  return { ...block, text, output }
}
