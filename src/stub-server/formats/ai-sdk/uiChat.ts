import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../../server/internal.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { DONE, sse } from '../sse.ts'
import { uiMessageChunks } from './uiMessageChunks.ts'
import { readUiChatRequest } from './uiChatRequest.ts'

/** Answers `POST /ai-sdk/chat`, the request of `useChat` of the AI SDK. The answer is always streamed. */
export async function uiChat(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const request = readUiChatRequest(body)
  const messageId = request.continuedId ?? crypto.randomUUID()
  return liveAnswer(
    request,
    {
      async *stream({ pieces }) {
        for await (const chunk of uiMessageChunks(messageId, pieces)) yield sse(chunk)
        // The AI SDK sends it after an error, too.
        yield DONE
      },
      whole: () => Promise.reject(new Error('POST /ai-sdk/chat always streams its answer.')),
      streamHeaders: { 'X-Vercel-AI-UI-Message-Stream': 'v1' },
    },
    exchange,
    context,
  )
}
