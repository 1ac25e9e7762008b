import { onTestFinished } from 'vitest'
import { createChatServer, type ChatServer } from './createChatServer.ts'
import { eventsOf, textOf } from './eventsOf.test-helper.ts'
import type { ChatServerOptions } from './options.ts'
import type { ChatBody } from './types.ts'

/** The URL below which the tests mount a server. */
const BASE = 'http://localhost/api/chat'

/** Creates a chat server that is closed after the test. Without `answer`, it answers with the question's text. */
export function chatForTest<Owner = undefined, Body = ChatBody>(
  options: Partial<ChatServerOptions<Owner, Body>> = {},
): ChatServer<Owner> {
  const chat = createChatServer<Owner, Body>({
    async *answer({ message }) {
      yield `You said: ${message}`
    },
    ...options,
  })
  onTestFinished(() => chat.close())
  return chat
}

/** Sends a request to a path below the mount point. */
export function request(
  chat: Pick<ChatServer, 'fetch'>,
  method: string,
  path: string,
  { body, ...headers }: Readonly<Record<string, unknown>> = {},
): Promise<Response> {
  const init =
    body === undefined
      ? {}
      : { body: typeof body === 'string' ? body : JSON.stringify(body), duplex: 'half' }
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  return chat.fetch(
    new Request(BASE + path, { method, ...init, headers: { ...type, ...headers } as HeadersInit }),
  )
}

/** Starts a run and returns its session id. */
export async function startSession(
  chat: Pick<ChatServer, 'fetch'>,
  body: unknown = { message: 'Hello' },
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  const response = await request(chat, 'POST', '/init', { body, ...headers })
  const { sessionId } = (await response.json()) as { sessionId: string }
  return sessionId
}

/** Reads the text of a stream to its end. */
export async function readText(response: Response): Promise<string> {
  return textOf(await eventsOf(response))
}

/** Yields a text, and then waits until it is aborted. */
export async function* answerForever(text: string, signal: AbortSignal): AsyncGenerator<string> {
  yield text
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
