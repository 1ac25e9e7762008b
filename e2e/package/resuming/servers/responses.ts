import { randomUUID } from 'node:crypto'
import { openAIResponses } from 'vue-chat-stream'
import type { ServerResponse } from 'node:http'
import { listen } from '../../servers/listen.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { questionIn } from '../RunModel.ts'
import { createLog, type Log } from './log.ts'
import { portOf, readBody } from './http.ts'

interface Run {
  readonly log: Log<object>
  readonly stop: AbortController
  status: 'in_progress' | 'completed' | 'cancelled'
  text: string
}

/**
 * A server of OpenAI's Responses in background mode, after its public description of 2026-11-30: there is none in npm.
 *
 * @see https://platform.openai.com/docs/guides/background
 */
export const responsesCase: ResumableCase = {
  server: 'OpenAI’s Responses, in the background',
  async start(model) {
    const runs = new Map<string, Run>()

    const toResponse = (id: string, { status, text }: Run) => ({
      id,
      object: 'response',
      background: true,
      status,
      output: [{ id: 'msg', type: 'message', content: [{ type: 'output_text', text }] }],
      usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
    })

    async function work(id: string, run: Run, question: string): Promise<void> {
      const { log, stop } = run
      let count = 0
      const send = (type: string, fields: object) =>
        log.append({ type, sequence_number: count++, ...fields })
      const place = { item_id: 'msg', output_index: 0, content_index: 0 }
      send('response.created', { response: { id, status: 'in_progress', output: [] } })
      send('response.in_progress', { response: { id, status: 'in_progress', output: [] } })
      for await (const delta of model.run(question, stop.signal)) {
        run.text += delta
        send('response.output_text.delta', { ...place, delta })
      }
      if (!stop.signal.aborted) {
        run.status = 'completed'
        send('response.output_text.done', { ...place, text: run.text })
        send('response.completed', { response: toResponse(id, run) })
      }
      log.close()
    }

    async function stream({ log }: Run, after: number, response: ServerResponse): Promise<void> {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for await (const event of log.read(after + 1)) {
        const { type } = event as { type: string }
        response.write(`event: ${type}\ndata: ${JSON.stringify(event)}\n\n`)
      }
      response.end()
    }

    const server = await listen(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
      const [, id = '', action] = /^\/v1\/responses\/?([^/]*)\/?(cancel)?$/.exec(pathname) ?? []
      if (request.method === 'POST' && !id) {
        const body = await readBody(request)
        if (body['background'] !== true || body['stream'] !== true)
          return response.writeHead(400).end()
        const newId = `resp_${randomUUID()}`
        const run: Run = {
          log: createLog(),
          stop: new AbortController(),
          status: 'in_progress',
          text: '',
        }
        runs.set(newId, run)
        void work(newId, run, questionIn(body['input']))
        return stream(run, -1, response)
      }
      const run = runs.get(id)
      if (!run) {
        const error = {
          message: `Response with id '${id}' not found.`,
          type: 'invalid_request_error',
        }
        response.writeHead(404, { 'content-type': 'application/json' })
        return response.end(JSON.stringify({ error }))
      }
      if (action === 'cancel' && run.status === 'in_progress') {
        run.status = 'cancelled'
        run.stop.abort()
      }
      if (searchParams.get('stream') === 'true') {
        return stream(run, Number(searchParams.get('starting_after') ?? -1), response)
      }
      response.writeHead(200, { 'content-type': 'application/json' })
      return response.end(JSON.stringify(toResponse(id, run)))
    })
    return {
      ports: [portOf(server)],
      options: (origin) =>
        openAIResponses({ baseURL: `${origin}/v1`, model: 'any', background: true }),
    }
  },
}
