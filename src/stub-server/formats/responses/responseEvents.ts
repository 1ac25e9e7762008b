import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blocksOf } from '../blocks.ts'
import { sse } from '../sse.ts'
import { itemEvents, type ResponseEvent } from './itemEvents.ts'
import { itemOf, KINDS } from './outputItem.ts'
import { endedResponse, responseOf, type ResponseHead } from './response.ts'

/** Writes an answer as the numbered events of a response. */
export async function* responseEvents(
  head: ResponseHead,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<string> {
  let number = 0
  const numbered = ({ type, ...data }: ResponseEvent) => {
    const event = sse({ type, sequence_number: number, ...data }, type)
    number += 1
    return event
  }
  const begun = { response: responseOf(head, { status: 'in_progress' }) }
  yield numbered({ type: 'response.created', ...begun })
  yield numbered({ type: 'response.in_progress', ...begun })
  const output: object[] = []
  try {
    for await (const step of blocksOf(pieces, KINDS)) {
      if (step.type === 'end') {
        const isCut = step.finishReason === 'length' || step.finishReason === 'filter'
        const response = endedResponse(head, output, step)
        yield numbered({ type: isCut ? 'response.incomplete' : 'response.completed', response })
        continue
      }
      if (step.type === 'close') {
        output.push(itemOf(step.block, step.isCut ? 'incomplete' : 'completed'))
      }
      for (const event of itemEvents(step)) yield numbered(event)
    }
  } catch (error) {
    const { code, message } = asModelError(error)
    // As the service says it, not as its reference does: the reference has code and message at the top.
    yield numbered({ type: 'error', error: { type: 'server_error', code, message, param: null } })
    const failed = { status: 'failed', output, error: { code: 'server_error', message } }
    yield numbered({ type: 'response.failed', response: responseOf(head, failed) })
  }
}
