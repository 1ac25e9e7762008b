export { defineTools, useChatStream } from 'vue-chat-stream'
