import { onTestFinished } from 'vitest'
import type { ChatStream } from './chatStream.ts'
import { createChatStream } from './createChatStream.ts'
import type { ChatStreamOptions } from './options.ts'
import { startRunServer, type Connection } from './resumableServer.test-helper.ts'
import { type ScriptedServer } from './scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'

/** The text that the server of `ask` sends, one event for each. */
export const WORDS = ['Once', ' upon', ' a', ' time', ', 从前', ' 🙂.']
export const TEXT = WORDS.join('')
/** Retries without a wait. */
export const NO_DELAY = { baseDelay: 0, maxDelay: 0 }

/** Creates a chat with a server, until the test ends. */
export function chatWith(
  server: ScriptedServer,
  options: Partial<ChatStreamOptions> = {},
): ChatStream {
  const chat = createChatStream({
    url: server.url,
    transport: 'session',
    retry: NO_DELAY,
    ...options,
  })
  onTestFinished(chat.dispose)
  return chat
}

/** Sends a question to a server whose connections do as the test says. */
export async function ask(
  connections: readonly [Connection, ...Connection[]],
  options?: Partial<ChatStreamOptions>,
) {
  const server = await startRunServer(WORDS, connections)
  const chat = chatWith(server, options)
  const answer = await chat.send('Tell me')
  return { server, chat, answer, text: textOf(answer) }
}

/** Returns the last event id that each GET sent. */
export function lastEventIds({ requests }: ScriptedServer): unknown[] {
  return requests
    .filter(({ method }) => method === 'GET')
    .map(({ headers, query }) => headers['last-event-id'] ?? query.get('lastEventId') ?? undefined)
}
