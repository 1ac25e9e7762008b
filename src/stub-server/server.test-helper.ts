import { onTestFinished } from 'vitest'
import { NO_PAUSE } from './scenarios/pacing.ts'
import { createStubServer, type StubServer, type StubServerOptions } from './server.ts'

/** A real server on a free port, as fast as it can be, that ends with its test. */
export async function serverForTest(options: StubServerOptions = {}): Promise<StubServer> {
  const server = await createStubServer({ port: 0, pace: NO_PAUSE, ...options })
  onTestFinished(() => server.close())
  return server
}

/** Asks for a session. */
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

/** Asks for a session and tells its id. */
export async function sessionOf(server: StubServer, message: string): Promise<string> {
  const { sessionId } = (await (await init(server, { message })).json()) as { sessionId: string }
  return sessionId
}
