// The AI SDK's UI message stream with resumable-stream over Redis, as its guide on resuming has it.
import { createUIMessageStream, createUIMessageStreamResponse } from 'ai'
import { createClient } from 'redis'
import { createResumableStreamContext } from 'resumable-stream'
import { piecesOf, serveFetch } from '../../load/serve.ts'

const url = process.env['REDIS_URL'] ?? 'redis://localhost:6379'
const [publisher, subscriber] = await Promise.all(
  [createClient({ url }), createClient({ url })].map((client) => client.connect()),
)
const context = createResumableStreamContext({ waitUntil: null, publisher, subscriber } as never)

let runs = 0

await serveFetch(async (request) => {
  runs += 1
  const streamId = `run-${process.pid}-${runs}`
  const stream = createUIMessageStream({
    async execute({ writer }) {
      writer.write({ type: 'text-start', id: 't' })
      for await (const delta of piecesOf(request.url, new AbortController().signal)) {
        writer.write({ type: 'text-delta', id: 't', delta })
      }
      writer.write({ type: 'text-end', id: 't' })
    },
  })
  return createUIMessageStreamResponse({
    stream,
    async consumeSseStream({ stream: sse }) {
      await context.createNewResumableStream(streamId, () => sse)
    },
  })
})
