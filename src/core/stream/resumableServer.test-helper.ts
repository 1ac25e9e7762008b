import type { ServerResponse } from 'node:http'
import {
  breakConnection,
  startServer,
  sendPieces,
  type ScriptedServer,
} from './scriptedServer.test-helper.ts'

/** A session id in the form of the exactly-once protocol. */
export const SESSION = 'Ab-_'.repeat(8)

/** Serves one connection to a run. */
export type Connection = (run: {
  /** Number of the first event that the client does not have yet. */
  readonly next: number
  readonly response: ServerResponse
  /** Sends the events from `next` up to this number; by default all of them and `close`. */
  send(upTo?: number): Promise<void>
  /** Returns one event as it is sent. */
  event(seq: number): string
}) => unknown

/** Sends all remaining events and ends cleanly. */
export const sendRest: Connection = async ({ response, send }) => {
  await send()
  response.end()
}

/** Sends the events up to this number, then breaks the connection. */
export const breakAfter =
  (upTo: number): Connection =>
  async ({ response, send }) => {
    await send(upTo)
    breakConnection(response)
  }

/** Responds with a status instead of the stream. */
export const respondWith =
  (status: number, headers: Record<string, string> = {}): Connection =>
  ({ response }) =>
    response.writeHead(status, headers).end()

/**
 * Starts a server of the exactly-once protocol with one run that answers with these words, for the session
 * and the one-shot form. Each connection uses the next one of `connections`; later ones use the last one.
 */
export function startRunServer(
  words: readonly string[],
  connections: readonly [Connection, ...Connection[]],
): Promise<ScriptedServer> {
  let count = 0
  return startServer(async ({ method, path, query, headers }, response) => {
    if (method === 'DELETE') return response.writeHead(204).end()
    if (path.endsWith('/init')) {
      response.writeHead(201, { 'content-type': 'application/json' })
      return response.end(JSON.stringify({ sessionId: SESSION }))
    }
    const isOneShot = path.endsWith('/stream')
    const prefix = isOneShot ? `${SESSION}:` : ''
    const lastId = headers['last-event-id'] ?? query.get('lastEventId') ?? ''
    const last = Number(String(lastId).replace(prefix, ''))
    const length = words.join('').length
    const event = (seq: number) =>
      seq > words.length
        ? `id: ${prefix}${seq}\nevent: close\ndata: {"reason":"done","length":${length}}\n\n`
        : `id: ${prefix}${seq}\ndata: {"content":${JSON.stringify(words[seq - 1] ?? '')}}\n\n`
    const connection = connections[Math.min(count, connections.length - 1)]
    count += 1
    return connection?.({
      next: last + 1,
      response,
      event,
      async send(upTo = words.length + 1) {
        const events = []
        const first = isOneShot && last === 0 ? 0 : last + 1
        for (let seq = first; seq <= upTo; seq += 1) events.push(event(seq))
        await sendPieces(response, ['\nretry: 1\n\n', ...events])
      },
    })
  })
}
