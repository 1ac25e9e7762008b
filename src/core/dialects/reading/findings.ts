import { asText, isObject, toText, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { assemble } from './assembly.ts'
import { decodeJson } from './decodeJson.ts'
import { TEXT_KINDS } from './deltas.ts'
import type { readEndMark } from './endMarks.ts'
import { STREAM_END } from './ends.ts'
import { isWholeMessage, withoutRepetition } from './repetition.ts'
import { readTool } from './readTool.ts'
import { readSources } from './sources.ts'
import { readUsage } from './usage.ts'

/**
 * The content of a payload, independent of its format. The values are as the server sent them, not
 * validated yet.
 */
export interface Findings {
  /** Events for which this type has no field; they are emitted first. */
  readonly events?: readonly StreamEvent[] | undefined
  readonly reasoning?: unknown
  readonly text?: unknown
  readonly refusal?: unknown
  /** Identifies the part of the texts that the server may repeat as a whole. */
  readonly block?: string
  /** The texts are the whole block, or the whole answer if no block is named. */
  readonly isWhole?: boolean
  /**
   * An object with the `id` of a tool call, its `name`, and `args`, `allArgs`, `output`, `state`, `error` and
   * `approvalId` as in the event. If the ids alone do not identify the calls, also `place`, which is the same
   * for all pieces of a call, or undefined.
   */
  readonly tool?: unknown
  /** URLs, or objects with `url`, `uri` or `link`, and `title`. */
  readonly sources?: unknown
  /** An object with `url` and `mediaType`. */
  readonly file?: unknown
  readonly usage?: unknown
  /** The server's finish reason, which does not prove the end. */
  readonly reason?: unknown
  /** The model or a filter refused, no matter what the finish reason is. */
  readonly isRefused?: boolean
  /** The proof of the end: any truthy value, or the server's finish reason. */
  readonly finish?: unknown
  /** Nothing follows. */
  readonly isLast?: boolean
}

/** The finish reasons of all formats for a refusal by the model or a filter: `content_filter`, `SAFETY`… */
const REFUSAL_REASONS = /filter|refus|safety|prohib|block|recit|spii/i

/** The finish reasons for an answer that was stopped at the server. */
const STOP_REASONS = /^(abort|stopped)/i

/** The finish reasons for a failure at the server: `error`, `MALFORMED_FUNCTION_CALL`… */
const FAILURE_REASONS = /^(error|failed|malformed)/i

/** Like `decodeJson`, but `read` returns findings instead of events: a list of them if their order matters. */
export function decodeFindings(
  record: StreamRecord,
  state: DialectState,
  read: (payload: JsonObject, state: DialectState) => Findings | readonly Findings[],
  readEnd?: typeof readEndMark,
): readonly StreamEvent[] {
  const readAll = (payload: JsonObject) => {
    const events = [read(payload, state)].flat().flatMap((found) => toEvents(found, state))
    return withoutRepetition(events, state, isWholeMessage(payload, state))
  }
  return decodeJson(record, state, readAll, readEnd)
}

/** Converts findings to events. Anything that later findings need is stored in the dialect's state. */
export function toEvents(found: Findings, state: DialectState): readonly StreamEvent[] {
  const { block, isWhole = false, tool, file, usage } = found
  const [reason, finish] = [found.reason, found.finish].map(withoutNull)
  const events = [...(found.events ?? [])]
  for (const kind of TEXT_KINDS) {
    const text = toText(found[kind])
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

/** Some servers send a string instead of `null` until the answer ends: it is neither a reason nor an end. */
function withoutNull(value: unknown): unknown {
  return value === 'null' ? undefined : value
}

export function readFile({ url, mediaType, name }: JsonObject): readonly StreamEvent[] {
  const fileUrl = asText(url)
  if (!fileUrl) return []
  const file = { type: 'file', mediaType: asText(mediaType) ?? '', url: fileUrl } as const
  return [typeof name === 'string' ? { ...file, name } : file]
}

function readFinish(reason = '', isRefused: unknown): StreamEvent {
  if (FAILURE_REASONS.test(reason)) {
    return { type: 'error', message: `The server ended the answer: ${reason}`, code: reason }
  }
  const isStopped = STOP_REASONS.test(reason)
  const outcome =
    isRefused || REFUSAL_REASONS.test(reason) ? 'refused' : isStopped ? 'stopped' : 'complete'
  return { type: 'finish', outcome, reason: reason || undefined }
}
