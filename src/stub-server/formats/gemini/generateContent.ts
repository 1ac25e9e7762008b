import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { inArray, inEvents } from './framing.ts'
import { generatedChunks } from './generatedChunks.ts'
import { wholeGenerated, type GeneratedHead } from './generated.ts'
import { readGenerateContentRequest } from './generateContentRequest.ts'

/**
 * `POST /v1beta/models/:model:generateContent` and `:streamGenerateContent`, which without `?alt=sse` is a
 * JSON array that grows.
 */
export async function generateContent(
  model: string,
  stream: boolean,
  exchange: Exchange,
  context: StubContext,
): Promise<Response> {
  const { request, url } = exchange
  const body = await readJson(request, context.settings.limits.modelBodyBytes)
  const asked = { ...readGenerateContentRequest(body), stream }
  const head: GeneratedHead = { model, responseId: crypto.randomUUID() }
  const isSse = url.searchParams.get('alt') === 'sse'
  return liveAnswer(
    asked,
    {
      stream: (answer) => {
        const chunks = generatedChunks(head, answer)
        return isSse ? inEvents(chunks) : inArray(chunks)
      },
      whole: (answer) => wholeGenerated(head, answer),
      streamHeaders: isSse ? {} : { 'Content-Type': 'application/json; charset=UTF-8' },
      // The service has no pings: a silent model is a silent connection there.
      heartbeat: false,
    },
    exchange,
    context,
  )
}
