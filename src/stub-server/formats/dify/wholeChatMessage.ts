import type { AnswerPiece } from '../answerPieces.ts'
import { joinBlockText, collectBlocks, type Block } from '../blocks.ts'
import { SUPPORTED_KINDS, THINK, type DifyEventInfo } from './difyEvents.ts'
import { metadataOf } from './metadata.ts'

/** Waits for the end of an answer and converts it to one message. */
export async function wholeChatMessage(
  info: DifyEventInfo,
  pieces: AsyncIterable<AnswerPiece>,
): Promise<object> {
  const startedAt = performance.now()
  const { blocks, end } = await collectBlocks(pieces, SUPPORTED_KINDS)
  return {
    event: 'message',
    ...info,
    id: info.message_id,
    mode: 'chat',
    answer: answerOf(blocks),
    metadata: metadataOf(end, performance.now() - startedAt),
  }
}

function answerOf(blocks: readonly Block[]): string {
  const filtered = joinBlockText(blocks, 'filtered').trim()
  if (filtered !== '') return filtered
  const reasoning = joinBlockText(blocks, 'reasoning')
  const text = joinBlockText(blocks, 'content', 'refusal')
  return reasoning === '' ? text : THINK.open + reasoning + THINK.close + text
}
