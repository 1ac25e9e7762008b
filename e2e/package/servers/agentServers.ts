import { EventType, type BaseEvent } from '@ag-ui/core'
import { EventEncoder } from '@ag-ui/encoder'
import { formatDataStreamPart } from '@ai-sdk/ui-utils'
import { toServerSentEventsResponse, type StreamChunk } from '@tanstack/ai'
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai'
import { kindOf, listen, listenWithFetch } from './listen.ts'
import { ANSWERS, script, USAGE } from './script.ts'
import type { Kind, ServerCase } from './ServerCase.ts'

const ALL: readonly Kind[] = ['text', 'reasoning', 'tool', 'usage', 'error', 'cut']
const RUN = { threadId: 't', runId: 'r' }

/** Writes the script as events of the Agent User Interaction protocol. */
async function* agentEvents(kind: Kind): AsyncGenerator<BaseEvent> {
  yield { type: EventType.RUN_STARTED, ...RUN }
  let opened = false
  for await (const piece of script(kind)) {
    if (piece.type === 'reasoning') {
      const id = { messageId: 'q' }
      yield { type: EventType.REASONING_START, ...id }
      yield { type: EventType.REASONING_MESSAGE_START, ...id, role: 'reasoning' }
      yield { type: EventType.REASONING_MESSAGE_CONTENT, ...id, delta: piece.text }
      yield { type: EventType.REASONING_MESSAGE_END, ...id }
      yield { type: EventType.REASONING_END, ...id }
    } else if (piece.type === 'tool') {
      const id = { toolCallId: piece.id }
      const content = JSON.stringify(piece.output)
      yield { type: EventType.TOOL_CALL_START, ...id, toolCallName: piece.name }
      yield { type: EventType.TOOL_CALL_ARGS, ...id, delta: JSON.stringify(piece.args) }
      yield { type: EventType.TOOL_CALL_END, ...id }
      yield { type: EventType.TOOL_CALL_RESULT, ...id, messageId: 'o', content }
    } else {
      const id = { messageId: 'm' }
      if (!opened) yield { type: EventType.TEXT_MESSAGE_START, ...id, role: 'assistant' }
      opened = true
      yield { type: EventType.TEXT_MESSAGE_CONTENT, ...id, delta: piece.text }
    }
  }
  yield { type: EventType.TEXT_MESSAGE_END, messageId: 'm' }
  yield { type: EventType.RUN_FINISHED, ...RUN, usage: [USAGE] }
}

/** Servers of agents, built with the code of their vendors. */
export const agentServers: readonly ServerCase[] = [
  {
    server: 'TanStack AI (`toServerSentEventsResponse`)',
    dialect: 'ag-ui',
    configure: 'nothing, or `agUi()` for its requests',
    end: '`RUN_FINISHED`',
    kinds: ALL,
    answers: ANSWERS,
    start: () =>
      listenWithFetch(({ headers }) =>
        // The events are those of the protocol, which its type narrows further.
        toServerSentEventsResponse(agentEvents(kindOf(headers)) as AsyncIterable<StreamChunk>),
      ),
  },
  {
    server: 'AG-UI (`@ag-ui/encoder`): CopilotKit, Pydantic AI, CrewAI, Agno',
    dialect: 'ag-ui',
    configure: 'nothing, or `agUi()` for its requests',
    end: '`RUN_FINISHED`',
    kinds: ALL,
    answers: ANSWERS,
    start: () =>
      listen(async ({ headers }, response) => {
        const encoder = new EventEncoder()
        response.writeHead(200, { 'content-type': encoder.getContentType() })
        try {
          for await (const event of agentEvents(kindOf(headers))) {
            response.write(encoder.encodeSSE(event))
          }
        } catch (error) {
          const message = error instanceof Error ? error.message : ''
          response.write(encoder.encodeSSE({ type: EventType.RUN_ERROR, message }))
        }
        response.end()
      }),
  },
  {
    server: 'AI SDK 5 and 6 (`createUIMessageStreamResponse`)',
    dialect: 'ai-sdk',
    configure: 'nothing, or `aiSdk()` for its requests',
    end: '`finish`',
    kinds: ['text', 'reasoning', 'tool', 'error', 'cut'],
    answers: ANSWERS,
    start: () =>
      listenWithFetch(({ headers }) => {
        const stream = createUIMessageStream({
          onError: (error) => (error instanceof Error ? error.message : ''),
          async execute({ writer }) {
            const id = '1'
            let opened = false
            for await (const piece of script(kindOf(headers))) {
              if (piece.type === 'reasoning') {
                writer.write({ type: 'reasoning-start', id: 'q' })
                writer.write({ type: 'reasoning-delta', id: 'q', delta: piece.text })
                writer.write({ type: 'reasoning-end', id: 'q' })
              } else if (piece.type === 'tool') {
                const { id: toolCallId, name: toolName, args: input, output } = piece
                writer.write({ type: 'tool-input-available', toolCallId, toolName, input })
                writer.write({ type: 'tool-output-available', toolCallId, output })
              } else {
                if (!opened) writer.write({ type: 'text-start', id })
                opened = true
                writer.write({ type: 'text-delta', id, delta: piece.text })
              }
            }
            writer.write({ type: 'text-end', id })
            writer.write({ type: 'finish', finishReason: 'stop' })
          },
        })
        return createUIMessageStreamResponse({ stream })
      }),
  },
  {
    server: 'AI SDK 3 and 4 (`toDataStreamResponse`)',
    dialect: 'ai-sdk-data',
    end: '`d:`',
    kinds: ALL,
    answers: ANSWERS,
    start: () =>
      listen(async ({ headers }, response) => {
        response.writeHead(200, {
          'content-type': 'text/plain; charset=utf-8',
          'x-vercel-ai-data-stream': 'v1',
        })
        const usage = { promptTokens: 3, completionTokens: 4 }
        response.write(formatDataStreamPart('start_step', { messageId: 'm' }))
        try {
          for await (const piece of script(kindOf(headers))) {
            if (piece.type === 'text') response.write(formatDataStreamPart('text', piece.text))
            else if (piece.type === 'reasoning') {
              response.write(formatDataStreamPart('reasoning', piece.text))
            } else {
              const { id: toolCallId, name: toolName, args, output: result } = piece
              response.write(formatDataStreamPart('tool_call', { toolCallId, toolName, args }))
              response.write(formatDataStreamPart('tool_result', { toolCallId, result }))
            }
          }
          response.write(formatDataStreamPart('finish_message', { finishReason: 'stop', usage }))
        } catch (error) {
          const message = error instanceof Error ? error.message : ''
          response.write(formatDataStreamPart('error', message))
        }
        response.end()
      }),
  },
]
