import { onTestFinished } from 'vitest'
import { NO_PAUSE } from './scenarios/pacing.ts'
import { createStubServer, type StubServer, type StubServerOptions } from './server.ts'

/** Starts a server on a free port, without pauses in its answers. It closes when the test finishes. */
export async function serverForTest(options: StubServerOptions = {}): Promise<StubServer> {
  const server = await createStubServer({ port: 0, pace: NO_PAUSE, ...options })
  onTestFinished(() => server.close())
  return server
}

/** Creates a session and returns the response. */
export function init(
  { url }: StubServer,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/ai/chat/stream/init`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

/** Creates a session and returns its id. */
export async function sessionOf(server: StubServer, message: string): Promise<string> {
  const { sessionId } = (await (await init(server, { message })).json()) as { sessionId: string }
  return sessionId
}
