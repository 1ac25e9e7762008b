import express from 'express'
import { createChatServer, toNodeHandler } from 'vue-chat-stream/server'
import { answer } from './model.js'

const chat = createChatServer({ answer })

const app = express()
app.use('/ai/chat/stream', toNodeHandler(chat))
app.use(express.static('public'))
app.use('/node_modules', express.static('node_modules'))

const server = app.listen(Number(process.env.PORT ?? 3000), () =>
  console.log(`http://localhost:${server.address().port}`),
)
process.once('SIGTERM', () => chat.close().then(() => server.close()))
