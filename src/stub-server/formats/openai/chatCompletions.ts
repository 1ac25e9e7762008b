import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { readChatCompletionRequest } from './chatCompletionRequest.ts'
import { completionChunks } from './chunks.ts'
import { wholeCompletion, type Completion } from './completion.ts'

/** Answers `POST /v1/chat/completions`. */
export async function completeChat(exchange: Exchange, context: StubContext): Promise<Response> {
  const { settings } = context
  const body = await readJson(exchange.request, settings.limits.modelBodyBytes)
  const request = readChatCompletionRequest(body, settings.modelName)
  const completion: Completion = {
    id: `chatcmpl-${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: request.model,
  }
  return liveAnswer(
    request,
    {
      stream: ({ pieces }) => completionChunks(completion, pieces, request.includesUsage),
      whole: ({ pieces }) => wholeCompletion(completion, pieces),
    },
    exchange,
    context,
  )
}
