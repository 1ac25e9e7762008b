import type { AnswerPiece } from '../answerPieces.ts'
import { textOfBlocks, wholeBlocks, type Block } from '../blocks.ts'
import { KINDS, THINK, type DifyHead } from './difyEvents.ts'
import { metadataOf } from './metadata.ts'

/** Waits for an answer and writes it as one message. */
export async function wholeChatMessage(
  head: DifyHead,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const startedAt = performance.now()
  const { blocks, end } = await wholeBlocks(pieces, KINDS)
  return {
    event: 'message',
    ...head,
    id: head.message_id,
    mode: 'chat',
    answer: answerOf(blocks),
    metadata: metadataOf(end, performance.now() - startedAt),
  }
}

function answerOf(blocks: readonly Block[]): string {
  const filtered = textOfBlocks(blocks, 'filtered').trim()
  if (filtered !== '') return filtered
  const thoughts = textOfBlocks(blocks, 'reasoning')
  const text = textOfBlocks(blocks, 'content', 'refusal')
  return thoughts === '' ? text : THINK.open + thoughts + THINK.close + text
}
