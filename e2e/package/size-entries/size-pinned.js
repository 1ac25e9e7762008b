export { contentDialect, getTransport, usePinnedChatStream } from 'vue-chat-stream'
