import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { createRequestId } from './anthropicError.ts'
import { wholeMessage, type MessageHead } from './message.ts'
import { messageEvents } from './messageEvents.ts'
import { readMessagesRequest } from './messagesRequest.ts'

const PING = 'event: ping\ndata: {"type": "ping"}\n\n'

/** `POST /v1/messages` */
export async function createMessage(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const asked = readMessagesRequest(body)
  const head: MessageHead = { id: `msg_${crypto.randomUUID()}`, model: asked.model }
  return liveAnswer(
    asked,
    {
      stream: (answer) => messageEvents(head, answer),
      whole: (answer) => wholeMessage(head, answer),
      headers: { 'Request-Id': createRequestId() },
      heartbeat: PING,
    },
    exchange,
    context,
  )
}
