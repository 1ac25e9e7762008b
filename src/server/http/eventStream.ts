import { withHeartbeat } from './heartbeat.ts'
import { isLast, type RunLog, type RunLogEntry } from '../runs/runLog.ts'
import type { RunRecord } from '../runs/runRegister.ts'
import type { EndpointContext, Exchange } from './context.ts'
import { StoreUnavailable } from '../runs/storeUnavailable.ts'

/** Headers of an event stream: caches must not store it, proxies must not transform or buffer it. */
export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/**
 * The first bytes of every stream. The empty line is for WebKit, which otherwise joins the half event of
 * a broken connection with the next one.
 */
const OPENING = '\nretry: 1000\n\n'

/** Describes which events of a run to send, and how. */
export interface ReadOptions {
  readonly run: RunRecord
  /** Number of the last entry that the reader has. */
  readonly after: number
  /** Prefix of every event id: an id of the one-shot endpoint must contain the session id. */
  readonly idPrefix: string
  /** Whether to start with an event 0 without text, for a reader that must learn the session id immediately. */
  readonly announces: boolean
}

/**
 * Sends all entries after the reader's last one, then new ones as they arrive, until the run ends.
 *
 * @throws Problem 503 if too many readers read the run
 */
export async function eventStream(
  reading: ReadOptions,
  exchange: Exchange,
  { store, openStreams, heartbeatInterval, hooks, limits }: EndpointContext,
): Promise<Response> {
  const { run } = reading
  const connections = hooks.shape ? await store.register.countConnection(run.id) : 0
  const leave = openStreams.enter(run.id, limits.readersPerRun)
  const body = openStreams.open((signal) => {
    const bytes = withHeartbeat(readRun(store.log, reading, signal), heartbeatInterval)
    return hooks.shape?.({ bytes, signal }, run, exchange, connections) ?? bytes
  }, leave)
  return new Response(body, { headers: STREAM_HEADERS })
}

async function* readRun(
  log: RunLog,
  { run, after, idPrefix, announces }: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const first = announces ? frame(idPrefix, { seq: 0, data: '{"content":""}' }) : ''
  yield encoder.encode(OPENING + first)
  let last = after
  for (;;) {
    const entries = await log.read(run.id, last, signal).catch(endIfUnavailable)
    const end = entries.at(-1)
    if (!end) return
    last = end.seq
    yield encoder.encode(entries.map((entry) => frame(idPrefix, entry)).join(''))
    if (isLast(end)) return
  }
}

/** Ends the stream without an end event if the store is unavailable, so that the reader resumes. */
function endIfUnavailable(error: unknown): readonly RunLogEntry[] {
  if (error instanceof StoreUnavailable) return []
  throw error
}

/** Writes one event. Ids, names and JSON contain no line ends, but a stray one would forge an event: remove it. */
function frame(idPrefix: string, { seq, event, data }: RunLogEntry): string {
  const name = event === undefined ? '' : `event: ${oneLine(event)}\n`
  return `id: ${oneLine(idPrefix + seq)}\n${name}data: ${oneLine(data)}\n\n`
}

function oneLine(value: string): string {
  return value.replace(/[\r\n\0]/g, '')
}
