import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { createRequestId } from './anthropicError.ts'
import { wholeMessage, type MessageInfo } from './message.ts'
import { messageEvents } from './messageEvents.ts'
import { readMessagesRequest } from './messagesRequest.ts'

const PING = 'event: ping\ndata: {"type": "ping"}\n\n'

/** Answers `POST /v1/messages`. */
export async function createMessage(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const request = readMessagesRequest(body)
  const info: MessageInfo = { id: `msg_${crypto.randomUUID()}`, model: request.model }
  return liveAnswer(
    request,
    {
      stream: (answer) => messageEvents(info, answer),
      whole: (answer) => wholeMessage(info, answer),
      headers: { 'Request-Id': createRequestId() },
      heartbeat: PING,
    },
    exchange,
    context,
  )
}
