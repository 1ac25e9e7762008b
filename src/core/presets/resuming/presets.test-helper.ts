import { onTestFinished } from 'vitest'
import type { ChatStream } from '../../stream/chatStream.ts'
import { createChatStream } from '../../stream/createChatStream.ts'
import type { ChatStreamOptions } from '../../stream/options.ts'
import { NO_DELAY } from '../../stream/resumedChat.test-helper.ts'
import {
  breakConnection,
  sendPieces,
  startServer,
  type ScriptedRequest,
} from '../../stream/scriptedServer.test-helper.ts'
import type { ServerResponse } from 'node:http'

/** Sends pieces of an event stream, then breaks the connection. */
export async function sendAndBreak(
  response: ServerResponse,
  pieces: readonly string[],
): Promise<void> {
  await sendPieces(response, pieces)
  breakConnection(response)
}

/** Sends a JSON body. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/**
 * Asks a question with the options of a preset. Each request gets the next response; later ones get the last.
 *
 * @param toOptions returns the options for a server's origin
 * @param onChat called before the question is sent
 */
export async function askWith(
  toOptions: (origin: string) => object,
  responses: readonly ((response: ServerResponse, request: ScriptedRequest) => unknown)[],
  options: Partial<ChatStreamOptions> = {},
  onChat?: (chat: ChatStream) => void,
) {
  let count = 0
  const { url, requests } = await startServer((request, response) => {
    const respond = responses[Math.min(count, responses.length - 1)]
    count += 1
    return respond?.(response, request)
  })
  const all = { ...toOptions(new URL(url).origin), retry: NO_DELAY, ...options }
  const chat = createChatStream(all as ChatStreamOptions)
  onTestFinished(chat.dispose)
  onChat?.(chat)
  const answer = await chat.send('Hi')
  const sent = requests.map(({ method, path, query }) => {
    const search = query.size > 0 ? `?${query}` : ''
    return `${method} ${path}${search}`
  })
  return { answer, requests, sent, chat }
}
