// Chat servers of `vue-chat-stream/server` in frameworks.
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { H3 } from 'h3'
import { toNodeHandler as h3ToNode } from 'h3/node'
import { Hono } from 'hono'
import { toFastify, toNodeHandler, type ChatServer } from 'vue-chat-stream/server'

export const CHAT_PATH = '/ai/chat/stream'

export interface RunningHost {
  readonly port: number
  close(): Promise<void>
}

export interface ChatHost {
  readonly name: string
  /** Starts the framework on a free port, with the chat server mounted at `CHAT_PATH`. */
  start(chat: ChatServer): Promise<RunningHost>
}

async function listen(listener: RequestListener): Promise<RunningHost> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const expressHost: ChatHost = {
  name: 'Express 5',
  start: (chat) => listen(express().use(express.json()).use(CHAT_PATH, toNodeHandler(chat))),
}

export const chatHosts: readonly ChatHost[] = [
  expressHost,
  {
    name: 'Fastify 5',
    async start(chat) {
      const app = fastify({ forceCloseConnections: true })
      await app.register(toFastify(chat), { prefix: CHAT_PATH })
      await app.listen({ port: 0, host: '127.0.0.1' })
      const { port } = app.server.address() as AddressInfo
      return { port, close: () => app.close() }
    },
  },
  {
    name: 'Hono',
    start: (chat) => listen(getRequestListener(new Hono().mount(CHAT_PATH, chat.fetch).fetch)),
  },
  {
    name: 'h3 2, the router of Nitro 3',
    start: (chat) =>
      listen(h3ToNode(new H3().all(`${CHAT_PATH}/**`, (event) => chat.fetch(event.req, event)))),
  },
]
