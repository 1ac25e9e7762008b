import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { readChatCompletionRequest } from './chatCompletionRequest.ts'
import { chunksOf } from './chunks.ts'
import { completionOf, type Completion } from './completion.ts'

/** `POST /v1/chat/completions` */
export async function completeChat(exchange: Exchange, context: StubContext): Promise<Response> {
  const { settings } = context
  const body = await readJson(exchange.request, settings.limits.modelBodyBytes)
  const asked = readChatCompletionRequest(body, settings.modelName)
  const completion: Completion = {
    id: `chatcmpl-${crypto.randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    model: asked.model,
  }
  return liveAnswer(
    asked,
    {
      stream: ({ pieces }) => chunksOf(completion, pieces, asked.includesUsage),
      whole: ({ pieces }) => completionOf(completion, pieces),
    },
    exchange,
    context,
  )
}
