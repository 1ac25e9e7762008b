import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { guard, methodNotAllowed, pathOf, Problem, sendProblem } from '../server/internal.ts'
import { type AppFiles, fileHeaders } from './appFiles.ts'
import { checkHost, checkPage } from './proxy/checkRequest.ts'
import { forward } from './proxy/forward.ts'
import type { AppConfig, Target } from './target/target.ts'

export interface ListenerOptions {
  readonly files: AppFiles
  readonly target: Target
  /** The interface on which the server listens. */
  readonly host: string
  /** Returns the content of `config.json`. */
  readonly config: () => Promise<AppConfig>
}

/** Creates the listener that serves the app, its config, and what the app asks of the server behind it. */
export function createListener({ files, target, host, config }: ListenerOptions): RequestListener {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    checkHost(request, host)
    const url = request.url ?? '/'
    const path = pathOf(url)
    if (path === '/config.json') return sendConfig(request, response, await config())
    const below = path?.startsWith(target.path) ? path.slice(target.path.length) : undefined
    if (below === '' || below?.startsWith('/')) return proxy(request, response, url, below)
    return files(path ?? '', request, response)
  }

  async function proxy(
    request: IncomingMessage,
    response: ServerResponse,
    url: string,
    below: string,
  ): Promise<void> {
    const { method = '' } = request
    checkPage(request, method === 'GET' && below === '')
    const methods = target.methodsOf(below)
    if (!methods) throw new Problem(404, 'The app needs nothing at this path of the server.')
    if (!methods.includes(method)) throw methodNotAllowed(methods)
    const query = /\?([^#]*)/.exec(url)?.[1] ?? ''
    await forward(request, response, { url: target.url, key: target.key, below, query })
  }

  const listener = guard(async (request, response) => {
    try {
      await answer(request, response)
    } catch (error) {
      if (!(error instanceof Problem) || response.headersSent) throw error
      await sendProblem(error, response)
    }
  })
  return (request, response) => void listener(request, response)
}

async function sendConfig(
  { method = '' }: IncomingMessage,
  response: ServerResponse,
  config: AppConfig,
): Promise<void> {
  if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed(['GET', 'HEAD'])
  const body = JSON.stringify(config)
  response.writeHead(200, {
    ...fileHeaders('/config.json'),
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(method === 'HEAD' ? undefined : body)
}
