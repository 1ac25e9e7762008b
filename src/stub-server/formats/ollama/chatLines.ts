import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blocksOf } from '../blocks.ts'
import { KINDS, lastLine, line, toolCall, type ChatHead } from './chatResponse.ts'

/** Writes an answer as lines of JSON. */
export async function* chatLines(
  head: ChatHead,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<string> {
  for await (const object of objects(head, pieces)) yield `${JSON.stringify(object)}\n`
}

async function* objects(
  head: ChatHead,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<object> {
  try {
    for await (const step of blocksOf(pieces, KINDS)) {
      if (step.type === 'end') yield lastLine(head, { content: '' }, step)
      else if (step.type === 'delta' && !('id' in step.block)) {
        const isThought = step.block.kind === 'reasoning'
        yield line(
          head,
          isThought ? { content: '', thinking: step.delta } : { content: step.delta },
        )
      } else if (step.type === 'close' && 'id' in step.block) {
        // A call comes whole.
        yield line(head, { content: '', tool_calls: [toolCall(step.block)] })
      }
    }
  } catch (error) {
    yield { error: asModelError(error).message }
  }
}
