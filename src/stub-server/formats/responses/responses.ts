import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { responseEvents } from './responseEvents.ts'
import { wholeResponse, type ResponseInfo } from './response.ts'
import { readResponsesRequest } from './responsesRequest.ts'

/** Answers `POST /v1/responses`. It stores nothing, so a response cannot be retrieved or continued. */
export async function createResponse(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const request = readResponsesRequest(body)
  const info: ResponseInfo = {
    id: `resp_${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    request,
  }
  return liveAnswer(
    request,
    {
      stream: ({ pieces }) => responseEvents(info, pieces),
      whole: ({ pieces }) => wholeResponse(info, pieces),
    },
    exchange,
    context,
  )
}
