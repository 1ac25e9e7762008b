import type { AnswerEnd, AnswerPiece, TextPiece, ToolPiece } from './answerPieces.ts'

/** Pieces of one kind that follow each other, as the formats with blocks, items and parts have it. */
export type Block = TextBlock | ToolBlock

export interface TextBlock {
  readonly kind: TextPiece['type']
  readonly index: number
  /** As far as it came. */
  readonly text: string
}

export interface ToolBlock {
  readonly kind: ToolPiece['type']
  readonly index: number
  readonly id: string
  readonly name: string
  /** The arguments as JSON, as far as they came. */
  readonly text: string
  readonly output?: unknown
}

export type BlockStep =
  | { readonly type: 'open'; readonly block: Block }
  | { readonly type: 'delta'; readonly block: Block; readonly delta: string }
  /** `isCut`: the answer ended in its middle, by a bound or a filter. */
  | { readonly type: 'close'; readonly block: Block; readonly isCut: boolean }
  | AnswerEnd

/**
 * Tells where each block of an answer begins, grows and ends.
 *
 * @param kinds what the format has words for; pieces of other kinds are left out
 */
export async function* blocksOf(
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
    if (!open || !belongs(piece, open)) {
      if (open) yield { type: 'close', block: open, isCut: false }
      open = begin(piece, count)
      count += 1
      yield { type: 'open', block: open }
    }
    open = grown(open, piece)
    if (piece.text !== '') yield { type: 'delta', block: open, delta: piece.text }
  }
}

/** The blocks of an answer that is told when it is whole. */
export async function wholeBlocks(
  pieces: AsyncIterable<AnswerPiece>,
  kinds: readonly Block['kind'][],
): Promise<{ readonly blocks: readonly Block[]; readonly end: AnswerEnd }> {
  const blocks: Block[] = []
  for await (const step of blocksOf(pieces, kinds)) {
    if (step.type === 'close') blocks.push(step.block)
    else if (step.type === 'end') return { blocks, end: step }
  }
  throw new Error('An answer came without its end.')
}

/** The text of all blocks of some kinds. */
export function textOfBlocks(
  blocks: readonly Block[],
  ...kinds: readonly TextBlock['kind'][]
): string {
  return blocks
    .filter(({ kind }) => kinds.some((wanted) => wanted === kind))
    .map(({ text }) => text)
    .join('')
}

/** A tool's arguments. Those that a bound cut are nobody's to read. */
export function argumentsOf({ text }: Block): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** The calls that are left to the asker. */
export function callsOf(blocks: readonly Block[]): readonly ToolBlock[] {
  return blocks.filter((block): block is ToolBlock => block.kind === 'call')
}

function belongs(piece: TextPiece | ToolPiece, block: Block): boolean {
  return piece.type === block.kind && (!('id' in block) || ('id' in piece && piece.id === block.id))
}

function begin(piece: TextPiece | ToolPiece, index: number): Block {
  if (!('id' in piece)) return { kind: piece.type, index, text: '' }
  return { kind: piece.type, index, id: piece.id, name: piece.name, text: '' }
}

function grown(block: Block, piece: TextPiece | ToolPiece): Block {
  const text = block.text + piece.text
  if (!('id' in block)) return { ...block, text }
  const output = ('output' in piece ? piece.output : undefined) ?? block.output
  return { ...block, text, output }
}
