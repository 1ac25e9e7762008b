import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { sse } from '../sse.ts'
import { difyEvents, type DifyEventInfo } from './difyEvents.ts'
import { readChatMessageRequest } from './chatMessageRequest.ts'
import { wholeChatMessage } from './wholeChatMessage.ts'

/** Answers `POST /v1/chat-messages` of Dify. It accepts a conversation id but stores no conversation. */
export async function sendChatMessage(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const request = readChatMessageRequest(body)
  const info: DifyEventInfo = {
    task_id: crypto.randomUUID(),
    message_id: crypto.randomUUID(),
    conversation_id: request.conversationId ?? crypto.randomUUID(),
    created_at: Math.floor(Date.now() / 1000),
  }
  return liveAnswer(
    request,
    {
      async *stream({ pieces }) {
        for await (const event of difyEvents(info, pieces)) yield sse(event)
      },
      whole: ({ pieces }) => wholeChatMessage(info, pieces),
      heartbeat: 'event: ping\n\n',
    },
    exchange,
    context,
  )
}
