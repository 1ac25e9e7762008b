import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { chatLines } from './chatLines.ts'
import { wholeChat, type ChatInfo } from './chatResponse.ts'
import { readChatRequest } from './chatRequest.ts'

/** Answers `POST /api/chat`. */
export async function chat(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const request = readChatRequest(body)
  const info: ChatInfo = { model: request.model, startedAt: performance.now() }
  return liveAnswer(
    request,
    {
      stream: ({ pieces }) => chatLines(info, pieces),
      whole: ({ pieces }) => wholeChat(info, pieces),
      streamHeaders: { 'Content-Type': 'application/x-ndjson' },
      // This format has no comments: clients would take any extra line for a part of the answer.
      heartbeat: false,
    },
    exchange,
    context,
  )
}
