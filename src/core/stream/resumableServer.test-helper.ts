import type { ServerResponse } from 'node:http'
import { drop, startServer, stream, type ScriptedServer } from './scriptedServer.test-helper.ts'

/** As the exactly-once protocol names its runs. */
export const SESSION = 'Ab-_'.repeat(8)

/** What one connection to a run does, after the events that its reader has. */
export type Connection = (run: {
  /** The next event's number. */
  readonly next: number
  readonly response: ServerResponse
  /** Sends the events from `next` up to this number; `undefined` stands for all and `close`. */
  send(upTo?: number): Promise<void>
  /** One event as it goes out. */
  event(seq: number): string
}) => unknown

/** All that is left, and its end. */
export const toTheEnd: Connection = async ({ response, send }) => {
  await send()
  response.end()
}

/** The events up to this number, and then a cut cable. */
export const cutAfter =
  (upTo: number): Connection =>
  async ({ response, send }) => {
    await send(upTo)
    drop(response)
  }

/** A refusal in place of the stream. */
export const refuse =
  (status: number, headers: Record<string, string> = {}): Connection =>
  ({ response }) =>
    response.writeHead(status, headers).end()

/**
 * A server of the exactly-once protocol, with one run of these words, for the session and the one-shot
 * form. Its connections do as they are told, one after the other; the last one tells all further ones.
 */
export function startRun(
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
        await stream(response, ['\nretry: 1\n\n', ...events])
      },
    })
  })
}
