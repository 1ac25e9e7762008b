import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps } from '../blocks.ts'
import { SUPPORTED_KINDS, lastLine, line, toolCall, type ChatInfo } from './chatResponse.ts'

/** Converts an answer to lines of JSON. */
export async function* chatLines(
  info: ChatInfo,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<string> {
  for await (const object of chatObjects(info, pieces)) yield `${JSON.stringify(object)}\n`
}

async function* chatObjects(
  info: ChatInfo,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') yield lastLine(info, { content: '' }, step)
      else if (step.type === 'delta' && !('id' in step.block)) {
        const isReasoning = step.block.kind === 'reasoning'
        yield line(
          info,
          isReasoning ? { content: '', thinking: step.delta } : { content: step.delta },
        )
      } else if (step.type === 'close' && 'id' in step.block) {
        // This format sends a call in one piece.
        yield line(info, { content: '', tool_calls: [toolCall(step.block)] })
      }
    }
  } catch (error) {
    yield { error: asModelError(error).message }
  }
}
