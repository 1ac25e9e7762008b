import type { Exchange, StubContext } from '../../context.ts'
import { readJson } from '../../http/readJson.ts'
import { liveAnswer } from '../liveAnswer.ts'
import { DONE, sse } from '../sse.ts'
import { uiMessageChunks } from './uiMessageChunks.ts'
import { readUiChatRequest } from './uiChatRequest.ts'

/** `POST /ai-sdk/chat`: what `useChat` of the AI SDK asks. It is always streamed. */
export async function uiChat(exchange: Exchange, context: StubContext): Promise<Response> {
  const body = await readJson(exchange.request, context.settings.limits.modelBodyBytes)
  const asked = readUiChatRequest(body)
  const messageId = asked.continues ?? crypto.randomUUID()
  return liveAnswer(
    asked,
    {
      async *stream({ pieces }) {
        for await (const chunk of uiMessageChunks(messageId, pieces)) yield sse(chunk)
        // Also behind an error, as the AI SDK has it.
        yield DONE
      },
      whole: () => Promise.reject(new Error('This format is always streamed.')),
      streamHeaders: { 'X-Vercel-AI-UI-Message-Stream': 'v1' },
    },
    exchange,
    context,
  )
}
