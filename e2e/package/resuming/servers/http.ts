import type { IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { RunningServer } from '../../servers/ServerCase.ts'

/** Reads the JSON object in the body of a request; an empty one if the connection breaks. */
export async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  return (await json(request).catch(() => ({}))) as Record<string, unknown>
}

/** Returns the port of a server, and closes the server when the test ends. */
export function portOf(server: RunningServer): number {
  onTestFinished(server.close)
  return Number(new URL(server.url).port)
}
