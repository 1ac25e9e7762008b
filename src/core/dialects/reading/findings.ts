import { asText, isObject, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { assemble } from './assembly.ts'
import { decodeJson } from './decodeJson.ts'
import { TEXT_KINDS } from './deltas.ts'
import { STREAM_END, type readEndMark } from './endMarks.ts'
import { readSources } from './sources.ts'
import { toolDelta } from './toolDelta.ts'
import { readUsage } from './usage.ts'

/** What a payload says of its answer, in the words of no format: values as they came, not checked yet. */
export interface Findings {
  /** Whatever has no field of its own here; it goes first. */
  readonly events?: readonly StreamEvent[] | undefined
  readonly reasoning?: unknown
  readonly text?: unknown
  readonly refusal?: unknown
  /** Which part of the texts this is, where a server says it again as a whole. */
  readonly block?: string
  /** The texts are all of their block, or of the answer where none is named. */
  readonly isWhole?: boolean
  /**
   * An object with the `id` of a call, the `place` by which its further pieces are known, its `name`, and
   * `args`, `allArgs` and `output` as in the event.
   */
  readonly tool?: unknown
  /** Objects with `url` or `uri`, and `title`. */
  readonly sources?: unknown
  /** An object with `url` and `mediaType`. */
  readonly file?: unknown
  readonly usage?: unknown
  /** The server's word for the end, which is no proof of it. */
  readonly reason?: unknown
  /** The model or a filter refused, whatever the word. */
  readonly isRefused?: boolean
  /** The proof of the end, perhaps in the server's word. */
  readonly finish?: unknown
  /** Nothing follows. */
  readonly isLast?: boolean
}

/** The words of all formats for a refusal by the model or a filter: `content_filter`, `SAFETY`… */
const REFUSED = /filter|refus|safety|prohib|block|recit|spii/i

/** The words for an answer that somebody stopped at the server. */
const STOPPED = /^(abort|stopped)/i

/** The words for what went wrong at the server: `error`, `MALFORMED_FUNCTION_CALL`… */
const FAILED = /^(error|failed|malformed)/i

/** As `decodeJson`, of a format that says more than it can: several findings where their order matters. */
export function decodeFindings(
  record: StreamRecord,
  state: DialectState,
  read: (payload: JsonObject, state: DialectState) => Findings | readonly Findings[],
  readEnd?: typeof readEndMark,
): readonly StreamEvent[] {
  const readAll = (payload: JsonObject) =>
    [read(payload, state)].flat().flatMap((found) => toEvents(found, state))
  return decodeJson(record, state, readAll, readEnd)
}

/** Makes events of findings. What has to be remembered for later ones goes into the dialect's state. */
export function toEvents(found: Findings, state: DialectState): readonly StreamEvent[] {
  const { block, isWhole = false, tool, file, usage, reason, finish } = found
  const events = [...(found.events ?? [])]
  for (const kind of TEXT_KINDS) {
    const text = asText(found[kind])
    if (text) events.push(...assemble(kind, text, block, isWhole, state))
  }
  if (isObject(tool)) events.push(readTool(tool, state))
  events.push(...readSources(found.sources, state))
  if (isObject(file)) events.push(...readFile(file))
  events.push(...readUsage(usage, state))
  if (typeof reason === 'string') {
    state['reason'] = reason
    events.push({ type: 'finish-reason', reason })
  }
  if (found.isRefused || found.refusal) state['isRefused'] = true
  if (finish) events.push(readFinish(asText(state['reason'] ?? finish), state['isRefused']))
  if (found.isLast) events.push(STREAM_END)
  return events
}

function readFile({ url, mediaType }: JsonObject): readonly StreamEvent[] {
  const address = asText(url)
  return address ? [{ type: 'file', mediaType: asText(mediaType) ?? '', url: address }] : []
}

/** Only the first piece of a call has its id; the others are known by where they stand. */
function readTool({ place, ...tool }: JsonObject, state: DialectState): StreamEvent {
  const key = `call_${place}`
  const count = Number(state['calls'] ?? 0)
  // A name without an id begins a call, wherever that stands: Gemini and Ollama number none.
  const known = asText(tool['name']) ? undefined : asText(state[key])
  const id = asText(tool['id']) ?? known ?? `call_${count}`
  Object.assign(state, { calls: count + 1, [key]: id })
  return toolDelta(id, tool)
}

function readFinish(reason = '', isRefused: unknown): StreamEvent {
  if (FAILED.test(reason)) {
    return { type: 'error', message: `The server ended the answer: ${reason}`, code: reason }
  }
  const isStopped = STOPPED.test(reason)
  const outcome = isRefused || REFUSED.test(reason) ? 'refused' : isStopped ? 'stopped' : 'complete'
  return { type: 'finish', outcome, reason: reason || undefined }
}
