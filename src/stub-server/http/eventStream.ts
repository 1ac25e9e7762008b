import { withHeartbeat } from './heartbeat.ts'
import type { OpenStreams } from './openStreams.ts'
import { isLast, type RunLog, type RunLogEntry } from '../runs/runLog.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import type { RunStore } from '../runs/runStore.ts'
import type { Scenario } from '../scenarios/scenarios.ts'
import { reshape } from '../scenarios/reshape.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'

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
  readonly run: RunRecord
  /** The last entry that the reader has. */
  readonly after: number
  /** Goes before every number: the one-shot endpoint has to say which run an id belongs to. */
  readonly idPrefix: string
  /** Whether an event 0 without text goes first, for a reader that must learn the run's name at once. */
  readonly announces: boolean
  readonly scenario: Scenario | undefined
}

export interface EventStreamContext {
  readonly store: RunStore
  readonly openStreams: OpenStreams
  readonly heartbeatInterval: number
}

/** Sends everything after the reader's last entry, then what comes, up to the run's end. */
export async function eventStream(
  reading: Reading,
  context: EventStreamContext,
): Promise<Response> {
  const { run, scenario } = reading
  const { store, openStreams, heartbeatInterval } = context
  const connections = await store.register.countConnection(run.id)
  const met = scenario && connections <= scenario.times ? scenario : undefined
  const body = openStreams.open((signal) =>
    reshape(met, withHeartbeat(readRun(store.log, reading, signal), heartbeatInterval), signal),
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
    const entries = await log.read(run.id, last, signal).catch(orNothing)
    const end = entries.at(-1)
    if (!end) return
    last = end.seq
    yield encoder.encode(entries.map((entry) => frame(idPrefix, entry)).join(''))
    if (isLast(end)) return
  }
}

/** A store that went away ends a stream without a word: its reader resumes. */
function orNothing(error: unknown): readonly RunLogEntry[] {
  if (error instanceof StoreUnavailable) return []
  throw error
}

/** Ids and event names are ours and JSON has no line ends, yet one stray line end would forge an event. */
function frame(idPrefix: string, { seq, event, data }: RunLogEntry): string {
  const name = event === undefined ? '' : `event: ${oneLine(event)}\n`
  return `id: ${oneLine(idPrefix + seq)}\n${name}data: ${oneLine(data)}\n\n`
}

function oneLine(value: string): string {
  return value.replace(/[\r\n\0]/g, '')
}
