import type { ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import type { ChatStream } from '../../stream/chatStream.ts'
import { createChatStream } from '../../stream/createChatStream.ts'
import type { ChatStreamOptions } from '../../stream/options.ts'
import {
  breakConnection,
  sendPieces,
  startServer,
  type ScriptedServer,
} from '../../stream/scriptedServer.test-helper.ts'
import type { ChatMessage, Dialect } from '../../types.ts'
import { openStream } from '../openStream.ts'
import { createResumableTransport, type ResumableServer } from './createResumableTransport.ts'

/** The data of the records of one run. They need not be JSON objects. */
export const WORDS = ['Once', '["upon"]', '[DONE]', '从前', '7', '🙂.']
export const TEXT = WORDS.join('')

/** Shows the data of each record, until one that is named `bye`. It keeps no notes. */
const rawDialect: Dialect = {
  name: 'raw',
  decode: ({ event, data }) =>
    event === 'bye'
      ? [{ type: 'finish', outcome: 'complete' }, { type: 'stream-end' }]
      : [{ type: 'text-delta', text: data }],
}

/** What a connection delivers: records up to a number, then a break; or all of them; or a status. */
export type Delivery = { readonly upTo: number } | { readonly status: number } | 'rest'

export interface LogServer extends ScriptedServer {
  /** What each connection asked for: `ask`, or the cursor of a `join`. */
  readonly asked: () => readonly string[]
}

/**
 * Starts a server with one run. `POST /…` asks, `GET /…?after=c2` joins after the record with the cursor `c2`. Each
 * connection uses the next one of `deliveries`; later ones use the last one.
 *
 * @param overlap how many records before the requested ones each join repeats
 */
export async function startLogServer(
  deliveries: readonly [Delivery, ...Delivery[]],
  overlap = 0,
): Promise<LogServer> {
  let count = 0
  const server = await startServer(async ({ method, query }, response) => {
    if (method === 'DELETE') return response.writeHead(204).end()
    const delivery = deliveries[Math.min(count, deliveries.length - 1)] ?? 'rest'
    count += 1
    const after = Number((query.get('after') ?? '').slice(1))
    if (typeof delivery === 'object' && 'status' in delivery) {
      return response.writeHead(delivery.status).end()
    }
    const upTo = delivery === 'rest' ? WORDS.length + 1 : delivery.upTo
    await sendRecords(response, Math.max(0, after - overlap), upTo)
    if (delivery === 'rest') response.end()
    else breakConnection(response)
  })
  return {
    ...server,
    asked: () =>
      server.requests
        .filter(({ method }) => method !== 'DELETE')
        .map(({ method, query }) => (method === 'POST' ? 'ask' : (query.get('after') ?? ''))),
  }
}

function sendRecords(response: ServerResponse, after: number, upTo: number): Promise<void> {
  const records = []
  for (let number = after + 1; number <= upTo; number += 1) {
    const word = WORDS[number - 1]
    const content = word === undefined ? 'event: bye\ndata: ' : `data: ${word}`
    records.push(`id: c${number}\n${content}\n\n`)
  }
  return sendPieces(response, records)
}

/** A server that is resumed by cursors, with ids that the client chooses. */
const byCursor: ResumableServer = {
  resumesFrom: 'cursor',
  chooseRun: ({ id }) => id,
  ask: (_, context) => openStream(context.url, context, { method: 'POST', json: context.body() }),
  join: ({ cursor = '' }, _, context) => openStream(`${context.url}?after=${cursor}`, context),
  cursorOf: ({ id }) => id || undefined,
}

/** Creates a chat with a log server, until the test ends. */
export function chatWith(
  { url }: ScriptedServer,
  parts: { readonly [Key in keyof ResumableServer]?: ResumableServer[Key] | undefined } = {},
  options: Partial<ChatStreamOptions> = {},
  messages: readonly ChatMessage[] = [],
): ChatStream {
  let list = messages
  const chat = createChatStream(
    {
      url,
      transport: createResumableTransport({ ...byCursor, ...parts } as ResumableServer),
      dialect: rawDialect,
      retry: { baseDelay: 0, maxDelay: 0 },
      ...options,
    } as ChatStreamOptions,
    { messages: { get: () => list, set: (changed) => (list = changed) } },
  )
  onTestFinished(chat.dispose)
  return chat
}

/** Returns messages as a store restores them after a reload. */
export function reloaded(chat: ChatStream): readonly ChatMessage[] {
  return JSON.parse(JSON.stringify(chat.getState().messages)) as readonly ChatMessage[]
}
