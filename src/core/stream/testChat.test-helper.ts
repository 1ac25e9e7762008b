import { createFakeTransport } from '../../testing/index.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import { textOf } from '../text.ts'

/** Creates a chat whose answers the test writes. */
export function createTestChat(options: Partial<ChatStreamOptions> = {}) {
  const { transport, next, requests } = createFakeTransport()
  const chat = createChatStream({ url: 'http://localhost/', transport, ...options })
  const texts = () =>
    chat.getState().messages.map((message) => `${message.role}: ${textOf(message)}`)
  return { chat, next, requests, texts }
}
