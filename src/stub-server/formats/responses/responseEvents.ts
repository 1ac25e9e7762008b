import type { AnswerPiece } from '../answerPieces.ts'
import { asModelError } from '../asModelError.ts'
import { blockSteps } from '../blocks.ts'
import { sse } from '../sse.ts'
import { itemEvents, type ResponseEvent } from './itemEvents.ts'
import { itemOf, SUPPORTED_KINDS } from './outputItem.ts'
import { endedResponse, buildResponse, type ResponseInfo } from './response.ts'

/** Converts an answer to the numbered events of a streamed response. */
export async function* responseEvents(
  info: ResponseInfo,
  pieces: AsyncIterable<AnswerPiece>,
): AsyncGenerator<string> {
  let number = 0
  const numbered = ({ type, ...data }: ResponseEvent) => {
    const event = sse({ type, sequence_number: number, ...data }, type)
    number += 1
    return event
  }
  const initial = { response: buildResponse(info, { status: 'in_progress' }) }
  yield numbered({ type: 'response.created', ...initial })
  yield numbered({ type: 'response.in_progress', ...initial })
  const output: object[] = []
  try {
    for await (const step of blockSteps(pieces, SUPPORTED_KINDS)) {
      if (step.type === 'end') {
        const isCut = step.finishReason === 'length' || step.finishReason === 'filter'
        const response = endedResponse(info, output, step)
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
    // OpenAI's service nests these fields in `error`; its API reference shows code and message at the top level.
    yield numbered({ type: 'error', error: { type: 'server_error', code, message, param: null } })
    const failed = { status: 'failed', output, error: { code: 'server_error', message } }
    yield numbered({ type: 'response.failed', response: buildResponse(info, failed) })
  }
}
