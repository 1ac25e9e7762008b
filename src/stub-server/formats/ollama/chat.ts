import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { chatLines } from './chatLines.ts'
import { wholeChat, type ChatHead } from './chatResponse.ts'
import { readChatRequest } from './chatRequest.ts'

/** `POST /api/chat` */
export async function chat(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const asked = readChatRequest(body)
  const head: ChatHead = { model: asked.model, startedAt: performance.now() }
  return liveAnswer(
    asked,
    {
      stream: ({ pieces }) => chatLines(head, pieces),
      whole: ({ pieces }) => wholeChat(head, pieces),
      streamHeaders: { 'Content-Type': 'application/x-ndjson' },
      // A line that is no answer would be one to its readers.
      heartbeat: false,
    },
    exchange,
    context,
  )
}
