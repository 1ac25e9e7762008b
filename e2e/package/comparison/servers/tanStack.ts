import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Model, Piece } from './script.ts'

const PACKAGE = join(import.meta.dirname, '../../peers/node_modules/@tanstack/ai/dist/esm/index.js')

interface Message {
  readonly role: string
  readonly content: string | null
}

/** The part of TanStack AI 0.3 that the server uses. Its types are only there if it is installed. */
interface TanStackAI {
  chat(options: {
    adapter: object
    messages: readonly Message[]
    tools: readonly object[]
  }): AsyncIterable<object>
  toServerSentEventsResponse(stream: AsyncIterable<object>): Response
  toolDefinition(config: object): object
}

/** Answers a request as TanStack AI's documentation does: `chat` and `toServerSentEventsResponse`. */
export async function answerWithTanStack(
  request: Request,
  model: Model,
  needsApproval = false,
): Promise<Response> {
  const { chat, toServerSentEventsResponse, toolDefinition } = (await import(
    pathToFileURL(PACKAGE).href
  )) as TanStackAI
  const { messages } = (await request.json()) as { messages: readonly Message[] }
  const adapter = {
    kind: 'text',
    name: 'scripted',
    model: 'scripted',
    chatStream: ({ messages: sent }: { messages: readonly Message[] }) => {
      const last = sent.at(-1)
      return toChunks(model.answer({ role: last?.role ?? '', text: last?.content ?? '' }))
    },
  }
  const deleteFile = toolDefinition({
    name: 'deleteFile',
    description: 'Deletes a file of the user.',
    inputSchema: z.object({ path: z.string() }),
    outputSchema: z.string(),
    needsApproval,
  })
  return toServerSentEventsResponse(chat({ adapter, messages, tools: [deleteFile] }))
}

async function* toChunks(pieces: AsyncIterable<Piece>): AsyncGenerator<object> {
  const common = { timestamp: Date.now(), model: 'scripted' }
  const run = { ...common, runId: 'run' }
  yield { type: 'RUN_STARTED', ...run }
  let finishReason = 'stop'
  let content = ''
  for await (const piece of pieces) {
    if (piece.type === 'call') {
      finishReason = 'tool_calls'
      const call = { ...common, toolCallId: `call-${piece.path}`, toolName: 'deleteFile' }
      const input = { path: piece.path }
      yield { type: 'TOOL_CALL_START', ...call, index: 0 }
      yield { type: 'TOOL_CALL_ARGS', ...call, delta: JSON.stringify(input) }
      yield { type: 'TOOL_CALL_END', ...call, input }
    } else {
      const text = { ...common, messageId: 'text' }
      if (!content) yield { type: 'TEXT_MESSAGE_START', ...text, role: 'assistant' }
      content += piece.text
      yield { type: 'TEXT_MESSAGE_CONTENT', ...text, delta: piece.text, content }
    }
  }
  if (content) yield { type: 'TEXT_MESSAGE_END', ...common, messageId: 'text' }
  yield { type: 'RUN_FINISHED', ...run, finishReason }
}
