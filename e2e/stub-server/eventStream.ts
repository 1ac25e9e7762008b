import { withHeartbeat } from './heartbeat.ts'
import type { OpenStreams } from './openStreams.ts'
import type { Run } from './run.ts'
import type { RunLog, RunLogEntry } from './runLog.ts'
import type { Scenario } from './scenarios.ts'
import { reshape } from './reshape.ts'

/** No store, no change of the bytes, no collecting of them by a proxy. */
export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/**
 * The empty line: WebKit glues the half event of a connection that broke onto the next one otherwise.
 */
const OPENING = '\nretry: 1000\n\n'

/** How a run is to be read. */
export interface Reading {
  readonly run: Run
  /** The last entry that the reader has. */
  readonly after: number
  /** Goes before every number: the one-shot endpoint has to say which run an id belongs to. */
  readonly idPrefix: string
  /** Whether an event 0 without text goes first, for a reader that must learn the run's name at once. */
  readonly announces: boolean
  readonly scenario: Scenario | undefined
}

export interface EventStreamContext {
  readonly log: RunLog
  readonly openStreams: OpenStreams
  readonly heartbeatInterval: number
}

/** Sends everything after the reader's last entry, then what comes, up to the run's end. */
export function eventStream(reading: Reading, context: EventStreamContext): Response {
  const { run, scenario } = reading
  const { log, openStreams, heartbeatInterval } = context
  run.connections += 1
  const met = scenario && run.connections <= scenario.times ? scenario : undefined
  const body = openStreams.open((signal) =>
    reshape(met, withHeartbeat(readRun(log, reading, signal), heartbeatInterval), signal),
  )
  return new Response(body, { headers: STREAM_HEADERS })
}

async function* readRun(
  log: RunLog,
  { run, after, idPrefix, announces }: Reading,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const first = announces ? frame(idPrefix, { seq: 0, data: '{"content":""}' }) : ''
  yield encoder.encode(OPENING + first)
  let last = after
  for (;;) {
    const entries = await log.read(run.id, last, signal)
    if (entries.length === 0) return
    last = entries.at(-1)?.seq ?? last
    yield encoder.encode(entries.map((entry) => frame(idPrefix, entry)).join(''))
  }
}

/** Ids and event names are ours and JSON has no line ends, yet one stray line end would forge an event. */
function frame(idPrefix: string, { seq, event, data }: RunLogEntry): string {
  const name = event === undefined ? '' : `event: ${oneLine(event)}\n`
  return `id: ${oneLine(idPrefix + seq)}\n${name}data: ${oneLine(data)}\n\n`
}

function oneLine(value: string): string {
  return value.replace(/[\r\n\0]/g, '')
}
