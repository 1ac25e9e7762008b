import type { ServerResponse } from 'node:http'

export interface Flood {
  /** `{"content":"…"}` events, or the AI SDK's UI message stream. */
  readonly format: 'content' | 'ai-sdk'
  readonly text: string
  readonly eventsPerSecond: number
  /** UTF-16 units of text per event. */
  readonly eventLength: number
}

/** Time between two writes in ms: a server's network stack would join shorter ones anyway. */
const TICK = 4

const FORMATS = {
  content: {
    headers: {},
    start: [],
    delta: (text: string) => ({ content: text }),
    end: ['event: close\ndata: {"reason":"done"}\n\n'],
  },
  'ai-sdk': {
    headers: { 'x-vercel-ai-ui-message-stream': 'v1' },
    start: [{ type: 'start' }, { type: 'start-step' }, { type: 'text-start', id: '1' }].map(
      toEvent,
    ),
    delta: (text: string) => ({ type: 'text-delta', id: '1', delta: text }),
    end: [
      ...[{ type: 'text-end', id: '1' }, { type: 'finish-step' }, { type: 'finish' }].map(toEvent),
      'data: [DONE]\n\n',
    ],
  },
}

/** Sends a text as Server-Sent Events at a steady rate. Delayed events are sent with the next write. */
export async function sendFlood(response: ServerResponse, flood: Flood): Promise<void> {
  const { format, text, eventsPerSecond, eventLength } = flood
  const { headers, start, delta, end } = FORMATS[format]
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    ...headers,
  })
  response.write(start.join(''))
  const begin = performance.now()
  let sent = 0
  while (sent * eventLength < text.length && !response.destroyed) {
    await new Promise((resolve) => setTimeout(resolve, TICK))
    const due = Math.floor(((performance.now() - begin) / 1000) * eventsPerSecond)
    let events = ''
    for (; sent < due && sent * eventLength < text.length; sent += 1)
      events += toEvent(delta(text.slice(sent * eventLength, (sent + 1) * eventLength)))
    if (events !== '') response.write(events)
  }
  response.end(end.join(''))
}

function toEvent(payload: unknown): string {
  return `data: ${JSON.stringify(payload)}\n\n`
}
