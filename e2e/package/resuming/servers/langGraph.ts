import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { langGraph } from 'vue-chat-stream'
import { listen } from '../../servers/listen.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { questionIn } from '../RunModel.ts'
import { createLog, type Log } from './log.ts'
import { portOf, readBody } from './http.ts'

interface Event {
  readonly event: string
  readonly data: unknown
}

/**
 * A LangGraph server as @langchain/langgraph-api 1.5 serves it: the ids of its events are positions, and `-1` requests
 * all of them. The events of the first response have no ids there.
 */
export const langGraphCase: ResumableCase = {
  server: 'LangGraph',
  async start(model) {
    const logs = new Map<string, Log<Event>>()
    const stops = new Map<string, AbortController>()

    async function work(log: Log<Event>, question: string, signal: AbortSignal): Promise<void> {
      log.append({ event: 'metadata', data: { run_id: 'r' } })
      for await (const content of model.run(question, signal)) {
        const data = [{ type: 'AIMessageChunk', id: 'm', content }, {}]
        log.append({ event: 'messages', data })
      }
      log.close()
    }

    async function follow(log: Log<Event>, last: number | undefined, response: ServerResponse) {
      let position = (last ?? -1) + 1
      for await (const { event, data } of log.read(position)) {
        const id = last === undefined ? '' : `id: ${position++}\n`
        response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n${id}\n`)
      }
      response.end()
    }

    const server = await listen(async (request, response) => {
      const [, id = '', action] = /^\/runs\/([\w-]{8,})\/(\w+)$/.exec(request.url ?? '') ?? []
      const headers = { 'content-type': 'text/event-stream' }
      if (action === 'cancel') {
        stops.get(id)?.abort()
        return response.writeHead(202).end()
      }
      if (action === 'stream') {
        response.writeHead(200, headers)
        const log = logs.get(id)
        return log
          ? follow(log, Number(request.headers['last-event-id']), response)
          : response.end()
      }
      const { input } = (await readBody(request)) as { input?: { messages?: unknown } }
      // A body that the proxy cut is no question.
      if (!input) return response.writeHead(400).end()
      const newId = randomUUID()
      const log = createLog<Event>()
      const stop = new AbortController()
      logs.set(newId, log)
      stops.set(newId, stop)
      response.writeHead(200, { ...headers, 'content-location': `/runs/${newId}` })
      void work(log, questionIn(input.messages), stop.signal)
      return follow(log, undefined, response)
    })
    return {
      ports: [portOf(server)],
      options: (origin) => langGraph({ baseURL: origin, assistantId: 'agent' }),
    }
  },
}
