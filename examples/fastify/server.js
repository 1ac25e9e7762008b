import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import fastify from 'fastify'
import { createChatServer, toFastify } from 'vue-chat-stream/server'
import { answer } from './model.js'

const chat = createChatServer({ answer })

const app = fastify()
await app.register(toFastify(chat), { prefix: '/ai/chat/stream' })
await app.register(fastifyStatic, { root: join(import.meta.dirname, 'public') })
await app.register(fastifyStatic, {
  root: join(import.meta.dirname, 'node_modules'),
  prefix: '/node_modules/',
  decorateReply: false,
})
// Streams have to end before Fastify waits for its connections.
app.addHook('preClose', () => chat.close())

await app.listen({ port: Number(process.env.PORT ?? 3000) })
console.log(`http://localhost:${app.server.address().port}`)
process.once('SIGTERM', () => app.close())
