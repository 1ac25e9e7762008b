import { EventType, type BaseEvent } from '@ag-ui/core'
import {
  memoryStream,
  resumeServerSentEventsResponse,
  toServerSentEventsResponse,
  type StreamChunk,
} from '@tanstack/ai'
import { tanStackAI } from 'vue-chat-stream'
import { listenWithFetch } from '../../servers/listen.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { questionIn, type RunModel } from '../RunModel.ts'
import { portOf } from './http.ts'

/** Yields an answer of the model as the events of a run. */
async function* agentEvents(
  model: RunModel,
  question: string,
  signal: AbortSignal,
): AsyncGenerator<BaseEvent> {
  const run = { threadId: 't', runId: 'r' }
  const id = { messageId: 'm' }
  yield { type: EventType.RUN_STARTED, ...run }
  yield { type: EventType.TEXT_MESSAGE_START, ...id, role: 'assistant' }
  for await (const delta of model.run(question, signal)) {
    if (delta) yield { type: EventType.TEXT_MESSAGE_CONTENT, ...id, delta }
  }
  yield { type: EventType.TEXT_MESSAGE_END, ...id }
  yield { type: EventType.RUN_FINISHED, ...run }
}

/** TanStack AI with `durability` in memory, as its documentation shows it, and an endpoint that stops a run. */
export const tanStackCase: ResumableCase = {
  server: 'TanStack AI, with durability in memory',
  async start(model) {
    const stops = new Map<string, AbortController>()
    const server = await listenWithFetch(async (request) => {
      const { pathname } = new URL(request.url)
      const [, stopped] = /^\/api\/chat\/(.+)\/stop$/.exec(pathname) ?? []
      if (stopped) {
        stops.get(stopped)?.abort('cancelled')
        return new Response(null, { status: 204 })
      }
      if (request.method === 'GET') {
        return resumeServerSentEventsResponse({ adapter: memoryStream(request) })
      }
      const { messages } = (await request.clone().json()) as { messages: unknown }
      const adapter = memoryStream(request)
      const abortController = new AbortController()
      const runId = request.headers.get('x-run-id') ?? ''
      if (adapter.resumeFrom() === null) stops.set(runId, abortController)
      const events = agentEvents(model, questionIn(messages), abortController.signal)
      // The events are those of the protocol, which its type narrows further.
      return toServerSentEventsResponse(events as AsyncIterable<StreamChunk>, {
        durability: { adapter },
        abortController,
      })
    })
    return {
      ports: [portOf(server)],
      options: (origin) =>
        tanStackAI({
          url: `${origin}/api/chat`,
          stop: (runId) => `${origin}/api/chat/${runId}/stop`,
        }),
    }
  },
}
