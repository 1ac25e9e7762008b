import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { toJsonArray, toEventStream } from './framing.ts'
import { generatedChunks } from './generatedChunks.ts'
import { wholeGenerated, type ChunkInfo } from './generated.ts'
import { readGenerateContentRequest } from './generateContentRequest.ts'

/**
 * Answers `POST /v1beta/models/:model:generateContent` and `:streamGenerateContent`. Without `?alt=sse`,
 * the stream is the text of one JSON array.
 */
export async function generateContent(
  model: string,
  stream: boolean,
  exchange: Exchange,
  context: StubContext,
): Promise<Response> {
  const { request, url } = exchange
  const body = await readJson(request, context.settings.limits.modelBodyBytes)
  const liveRequest = { ...readGenerateContentRequest(body), stream }
  const info: ChunkInfo = { model, responseId: crypto.randomUUID() }
  const isSse = url.searchParams.get('alt') === 'sse'
  return liveAnswer(
    liveRequest,
    {
      stream: (answer) => {
        const chunks = generatedChunks(info, answer)
        return isSse ? toEventStream(chunks) : toJsonArray(chunks)
      },
      whole: (answer) => wholeGenerated(info, answer),
      streamHeaders: isSse ? {} : { 'Content-Type': 'application/json; charset=UTF-8' },
      // Google's service sends no pings while the model is silent.
      heartbeat: false,
    },
    exchange,
    context,
  )
}
