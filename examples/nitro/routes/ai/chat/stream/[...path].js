import { defineHandler } from 'nitro/h3'
import { createChatServer } from 'vue-chat-stream/server'
import { answer } from '../../../../model.js'

const chat = createChatServer({ answer })

export default defineHandler((event) => chat.fetch(event.req, event))
