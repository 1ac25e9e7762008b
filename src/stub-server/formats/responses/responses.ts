import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { responseEvents } from './responseEvents.ts'
import { wholeResponse, type ResponseHead } from './response.ts'
import { readResponsesRequest } from './responsesRequest.ts'

/** `POST /v1/responses`. Nothing is stored: there is no response to be read again or gone on with. */
export async function createResponse(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const asked = readResponsesRequest(body)
  const head: ResponseHead = {
    id: `resp_${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    asked,
  }
  return liveAnswer(
    asked,
    {
      stream: ({ pieces }) => responseEvents(head, pieces),
      whole: ({ pieces }) => wholeResponse(head, pieces),
    },
    exchange,
    context,
  )
}
