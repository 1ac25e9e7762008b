import { createChatServer } from 'vue-chat-stream/server'
import { answer } from '../../../../../model.js'

// `next dev` loads this file again after each change: keep the runs.
const chat = (globalThis.chat ??= createChatServer({ answer }))
const handle = (request) => chat.fetch(request)

export { handle as GET, handle as POST, handle as DELETE, handle as OPTIONS }
