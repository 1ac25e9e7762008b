import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { durableStreams } from 'vue-chat-stream'
import { loadPeer } from '../../peers/loadPeer.ts'
import { listenWithFetch } from '../../servers/listen.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { portOf } from './http.ts'

interface ServerModule {
  readonly DurableStreamTestServer: new (options: {
    port: number
    host: string
    compression: boolean
  }) => {
    start(): Promise<string>
    stop(): Promise<void>
    readonly url: string
  }
}

interface WriterModule {
  toDurableStreamResponse(
    source: AsyncIterable<unknown>,
    options: { stream: { writeUrl: string; readUrl: string; createIfMissing: boolean } },
  ): Promise<Response>
}

const server = await loadPeer<ServerModule>('@durable-streams/server')
const writer = await loadPeer<WriterModule>('@durable-streams/tanstack-ai-transport')

/** The server of Durable Streams, and an endpoint that writes its answers there with the vendor's helper. */
export const durableStreamsCase: ResumableCase | undefined = server &&
  writer && {
    server: 'Durable Streams',
    async start(model) {
      // Of a compressed body, a client cannot decode the last bytes before a cut.
      const options = { port: 0, host: '127.0.0.1', compression: false }
      const streams = new server.DurableStreamTestServer(options)
      const streamsUrl = await streams.start()
      onTestFinished(() => streams.stop())
      const stops = new Map<string, AbortController>()
      let readOrigin = streamsUrl

      async function* contents(question: string, signal: AbortSignal) {
        for await (const content of model.run(question, signal)) yield { content }
        if (!signal.aborted) yield { done: true }
      }

      const endpoint = await listenWithFetch(async (request) => {
        const { pathname, searchParams } = new URL(request.url)
        if (pathname === '/api/stop') {
          stops.get(searchParams.get('stream') ?? '')?.abort()
          return new Response(null, { status: 204 })
        }
        const { message } = (await request.json()) as { message: string }
        const path = `/answers/${randomUUID()}`
        const stop = new AbortController()
        stops.set(path, stop)
        return writer.toDurableStreamResponse(contents(message, stop.signal), {
          stream: {
            writeUrl: `${streamsUrl}${path}`,
            readUrl: `${readOrigin}${path}`,
            createIfMissing: true,
          },
        })
      })
      return {
        ports: [portOf(endpoint), Number(new URL(streamsUrl).port)],
        expose: ([origin = streamsUrl]) => (readOrigin = origin),
        options: (origin) =>
          durableStreams({
            url: `${origin}/api/chat`,
            stop: (streamUrl) =>
              `${origin}/api/stop?stream=${encodeURIComponent(new URL(streamUrl).pathname)}`,
          }),
      }
    },
  }
