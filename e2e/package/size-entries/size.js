export { useChatStream } from 'vue-chat-stream'
