import { ReadableStream as NodeStream } from 'node:stream/web'
import { convertToModelMessages, streamText, tool, type UIMessage } from 'ai'
import { MockLanguageModelV3 } from 'ai/test'
import { z } from 'zod'
import type { Model, Piece } from './script.ts'

type Prompt = Parameters<MockLanguageModelV3['doStream']>[0]['prompt']
type Part =
  Awaited<ReturnType<MockLanguageModelV3['doStream']>>['stream'] extends ReadableStream<infer P>
    ? P
    : never

/** Answers a request as the AI SDK's documentation does: `streamText` and a UI message stream. */
export async function answerWithAiSdk(request: Request, model: Model): Promise<Response> {
  const { messages } = (await request.json()) as { messages: UIMessage[] }
  const result = streamText({
    model: new MockLanguageModelV3({
      doStream({ prompt }) {
        const parts = NodeStream.from(toParts(model.answer(lastOf(prompt))))
        // The types of Node and of the DOM differ for the same class.
        return Promise.resolve({ stream: parts as ReadableStream<Part> })
      },
    }),
    messages: await convertToModelMessages(messages),
    tools: {
      deleteFile: tool({
        description: 'Deletes a file of the user.',
        inputSchema: z.object({ path: z.string() }),
        outputSchema: z.string(),
      }),
    },
  })
  return result.toUIMessageStreamResponse()
}

function lastOf(prompt: Prompt) {
  const last = prompt.at(-1)
  const [content] = Array.isArray(last?.content) ? last.content : []
  return { role: last?.role ?? '', text: content?.type === 'text' ? content.text : '' }
}

async function* toParts(pieces: AsyncIterable<Piece>): AsyncGenerator<Part> {
  yield { type: 'stream-start', warnings: [] }
  let reason: 'stop' | 'tool-calls' = 'stop'
  let isOpen = false
  for await (const piece of pieces) {
    if (piece.type === 'call') {
      reason = 'tool-calls'
      const input = JSON.stringify({ path: piece.path })
      const toolCallId = `call-${piece.path}`
      yield { type: 'tool-input-start', id: toolCallId, toolName: 'deleteFile' }
      yield { type: 'tool-input-delta', id: toolCallId, delta: input }
      yield { type: 'tool-input-end', id: toolCallId }
      yield { type: 'tool-call', toolCallId, toolName: 'deleteFile', input }
    } else {
      if (!isOpen) yield { type: 'text-start', id: 'text' }
      isOpen = true
      yield { type: 'text-delta', id: 'text', delta: piece.text }
    }
  }
  if (isOpen) yield { type: 'text-end', id: 'text' }
  yield {
    type: 'finish',
    finishReason: { unified: reason, raw: reason },
    usage: {
      inputTokens: { total: 1, noCache: 1, cacheRead: 0, cacheWrite: 0 },
      outputTokens: { total: 1, text: 1, reasoning: 0 },
    },
  }
}
