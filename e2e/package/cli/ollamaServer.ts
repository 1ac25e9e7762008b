import type { RequestListener } from 'node:http'

/** A request for an answer, as the server got it. */
export interface OllamaRequest {
  readonly origin: string | undefined
  readonly body: { readonly model?: string; readonly messages?: readonly { content: string }[] }
}

/** Answers like Ollama: in lines of JSON, and with 403 to pages of an origin that it does not know. */
export function ollamaServer(requests: OllamaRequest[]): RequestListener {
  return (request, response) => {
    const { origin } = request.headers
    if (origin !== undefined) return response.writeHead(403).end()
    if (request.url === '/api/tags') {
      return response.end(JSON.stringify({ models: [{ name: 'qwen3:8b' }] }))
    }
    if (request.url !== '/api/chat') return response.writeHead(404).end('404 page not found')
    let text = ''
    request.on('data', (piece) => (text += String(piece)))
    request.on('end', () => {
      const body = JSON.parse(text) as OllamaRequest['body']
      requests.push({ origin, body })
      const line = (content: string, done: boolean) =>
        `${JSON.stringify({ model: body.model, message: { role: 'assistant', content }, done })}\n`
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      response.write(line('You asked: ', false))
      response.write(line(body.messages?.at(-1)?.content ?? '', false))
      response.end(line('', true))
    })
  }
}
