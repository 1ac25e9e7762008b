import { serve } from '@hono/node-server'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createChatServer } from 'vue-chat-stream/server'
import { answer } from './model.js'

const chat = createChatServer({ answer })

const app = new Hono()
app.all('/ai/chat/stream/*', (context) => chat.fetch(context.req.raw, context))
app.use('/node_modules/*', serveStatic({ root: '.' }))
app.use('*', serveStatic({ root: './public' }))

const server = serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000) }, ({ port }) =>
  console.log(`http://localhost:${port}`),
)
process.once('SIGTERM', () => chat.close().then(() => server.close()))
