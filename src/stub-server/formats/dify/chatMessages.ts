import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { sse } from '../sse.ts'
import { difyEvents, type DifyHead } from './difyEvents.ts'
import { readChatMessageRequest } from './chatMessageRequest.ts'
import { wholeChatMessage } from './wholeChatMessage.ts'

/** `POST /v1/chat-messages` of Dify. A conversation has a name here, and nothing that is kept of it. */
export async function sendChatMessage(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const asked = readChatMessageRequest(body)
  const head: DifyHead = {
    task_id: crypto.randomUUID(),
    message_id: crypto.randomUUID(),
    conversation_id: asked.conversationId ?? crypto.randomUUID(),
    created_at: Math.floor(Date.now() / 1000),
  }
  return liveAnswer(
    asked,
    {
      async *stream({ pieces }) {
        for await (const event of difyEvents(head, pieces)) yield sse(event)
      },
      whole: ({ pieces }) => wholeChatMessage(head, pieces),
      heartbeat: 'event: ping\n\n',
    },
    exchange,
    context,
  )
}
