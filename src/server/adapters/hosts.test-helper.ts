import { serve } from '@hono/node-server'
import compression from 'compression'
import express from 'express'
import express4 from 'express4'
import fastify from 'fastify'
import { H3 } from 'h3'
import { toNodeHandler as h3ToNode } from 'h3/node'
import {
  createApp,
  eventHandler,
  fromNodeMiddleware,
  fromWebHandler,
  toNodeListener,
  toWebRequest,
} from 'h3-v1'
import { Hono } from 'hono'
import type { Server } from 'node:http'
import { onTestFinished } from 'vitest'
import { toFastify, toNodeHandler, type ChatServer } from '../index.ts'
import { listen, PATH } from './chatApp.test-helper.ts'

/** A framework with a chat server, mounted at `PATH`. */
export interface Host {
  readonly name: string
  /** Whether the framework sends the header `X-Hook: kept` with every response. */
  readonly hasHook?: boolean
  /**
   * Whether the framework does not report that a client left, and does not wait for slow readers. A stream then ends
   * with its run.
   */
  readonly missesLeave?: boolean
  /** @returns the URL of the chat server */
  start(chat: ChatServer): Promise<string>
}

type Next = () => void

/** Mounts a handler as Connect does: it removes the path of the mount from `request.url`. */
function connectLike(chat: ChatServer): Promise<string> {
  const handler = toNodeHandler(chat)
  return listen((request, response) => {
    const next: Next = () => response.writeHead(404).end()
    const { url = '' } = request
    if (!url.startsWith(PATH)) return next()
    request.url = url.slice(PATH.length).replace(/^(?!\/)/, '/')
    void handler(request, response)
  })
}

/** Routes as Next.js does: a file exports a function per method, and the path stays whole. */
function nextLike(chat: ChatServer): Promise<string> {
  const handle = (request: Request) => chat.fetch(request)
  const methods = ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD'] as const
  const route = Object.fromEntries(methods.map((method) => [method, handle]))
  const fetch = (request: Request) =>
    route[request.method]?.(request) ?? new Response(null, { status: 405 })
  return listenWithFetch(fetch)
}

async function listenWithFetch(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<string> {
  const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }) as Server
  server.close()
  return listen(server)
}

async function startFastify(chat: ChatServer): Promise<string> {
  const app = fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (_, reply) => void reply.header('X-Hook', 'kept'))
  await app.register(toFastify(chat), { prefix: PATH })
  await app.listen({ port: 0, host: '127.0.0.1' })
  onTestFinished(() => app.close())
  return app.listeningOrigin + PATH
}

export const hosts: readonly Host[] = [
  { name: 'node:http', start: (chat) => listen(toNodeHandler(chat)) },
  { name: 'Connect', start: connectLike },
  {
    name: 'Express 5',
    hasHook: true,
    start(chat) {
      const app = express()
      app.use((_, response, next) => void next(response.set('X-Hook', 'kept') && undefined))
      app.use(PATH, toNodeHandler(chat))
      return listen(app)
    },
  },
  {
    name: 'Express 5 behind express.json(), express.text() and compression',
    start: (chat) =>
      listen(
        express()
          .use(compression({ threshold: 0 }), express.json({ limit: '2mb' }), express.text())
          .use(PATH, toNodeHandler(chat)),
      ),
  },
  {
    name: 'Express 5 behind express.raw(), with a route of its own',
    start: (chat) =>
      listen(
        express()
          .use(express.raw({ type: () => true, limit: '2mb' }))
          .all([PATH, `${PATH}/*rest`], toNodeHandler(chat)),
      ),
  },
  {
    name: 'Express 5 with express.json() behind the chat server',
    start: (chat) => listen(express().use(PATH, toNodeHandler(chat)).use(express.json())),
  },
  {
    name: 'Express 4 behind express.json()',
    start: (chat) =>
      listen(
        express4()
          .use(express4.json({ limit: '2mb' }))
          .use(PATH, toNodeHandler(chat)),
      ),
  },
  {
    name: 'Express 4',
    start: (chat) => listen(express4().use(PATH, toNodeHandler(chat))),
  },
  { name: 'Fastify 5', hasHook: true, start: startFastify },
  {
    name: 'Hono',
    start: (chat) => listenWithFetch(new Hono().mount(PATH, chat.fetch).fetch),
  },
  {
    name: 'Hono with a route',
    start: (chat) =>
      listenWithFetch(new Hono().all(`${PATH}/*`, (context) => chat.fetch(context.req.raw)).fetch),
  },
  {
    name: 'h3 2, as in Nitro 3',
    start: (chat) =>
      listen(h3ToNode(new H3().all(`${PATH}/**`, (event) => chat.fetch(event.req, event)))),
  },
  {
    name: 'h3 1 with fromNodeMiddleware, as in Nuxt 4',
    start: (chat) =>
      listen(toNodeListener(createApp().use(PATH, fromNodeMiddleware(toNodeHandler(chat))))),
  },
  {
    name: 'h3 1 with toWebRequest',
    missesLeave: true,
    start(chat) {
      const handler = eventHandler((event) => chat.fetch(toWebRequest(event), event))
      return listen(toNodeListener(createApp().use(PATH, handler)))
    },
  },
  {
    name: 'h3 1 with fromWebHandler',
    missesLeave: true,
    start(chat) {
      const handler = fromWebHandler((request) => chat.fetch(request))
      return listen(toNodeListener(createApp().use(PATH, handler)))
    },
  },
  { name: 'route handlers as in Next.js', start: nextLike },
]
