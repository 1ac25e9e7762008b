// TanStack AI with `durability` in memory: https://tanstack.com/ai
import { EventType, memoryStream, toServerSentEventsResponse } from '@tanstack/ai'
import { piecesOf, serveFetch } from '../../load/serve.ts'

async function* chunksOf(url: string, runId: string) {
  const messageId = `m-${runId}`
  yield { type: EventType.RUN_STARTED, runId, threadId: runId, timestamp: Date.now() }
  yield { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant', timestamp: Date.now() }
  // Its producer ends with the process only, unless the caller stops it.
  for await (const delta of piecesOf(url, new AbortController().signal)) {
    yield { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta, timestamp: Date.now() }
  }
  yield { type: EventType.TEXT_MESSAGE_END, messageId, timestamp: Date.now() }
  yield { type: EventType.RUN_FINISHED, runId, threadId: runId, timestamp: Date.now() }
}

let runs = 0

await serveFetch(async (request) => {
  runs += 1
  const runId = `run-${runs}`
  const adapter = memoryStream({ runId })
  return toServerSentEventsResponse(chunksOf(request.url, runId) as never, {
    durability: { adapter },
  })
})
