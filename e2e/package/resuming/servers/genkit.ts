import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { genkit } from 'vue-chat-stream'
import { listen } from '../../servers/listen.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { createLog, type Log } from './log.ts'
import { portOf, readBody } from './http.ts'

/** A flow with a stream manager, as `expressHandler` of @genkit-ai/express 1.42 serves it. */
export const genkitCase: ResumableCase = {
  server: 'Genkit, with a stream manager',
  async start(model) {
    const logs = new Map<string, Log<object>>()
    const stops = new Map<string, AbortController>()

    async function work(log: Log<object>, question: string, signal: AbortSignal): Promise<void> {
      let result = ''
      for await (const message of model.run(question, signal)) {
        result += message
        log.append({ message })
      }
      if (!signal.aborted) log.append({ result })
      log.close()
    }

    async function follow(log: Log<object>, response: ServerResponse): Promise<void> {
      for await (const event of log.read(0)) response.write(`data: ${JSON.stringify(event)}\n\n`)
      response.end()
    }

    const server = await listen(async (request, response) => {
      const [, stopped] = /^\/stop\/(.+)$/.exec(request.url ?? '') ?? []
      if (stopped) {
        stops.get(stopped)?.abort()
        return response.writeHead(204).end()
      }
      const known = request.headers['x-genkit-stream-id']
      const body = await readBody(request)
      if (typeof known === 'string') {
        const log = logs.get(known)
        return log ? follow(log, response) : response.writeHead(204).end()
      }
      const id = randomUUID()
      const log = createLog<object>()
      const stop = new AbortController()
      logs.set(id, log)
      stops.set(id, stop)
      response.writeHead(200, { 'content-type': 'text/plain', 'x-genkit-stream-id': id })
      void work(log, String(body['data']), stop.signal)
      return follow(log, response)
    })
    return {
      ports: [portOf(server)],
      options: (origin) =>
        genkit({ url: `${origin}/chatFlow`, stop: (id) => `${origin}/stop/${id}` }),
    }
  },
}
