import { asText, isObject, parseJson, toText, type JsonObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { isErrorName } from './reading/endMarks.ts'
import { END_EVENTS, isDoneMark } from './reading/ends.ts'
import { createFormatError } from './reading/parsePayload.ts'
import { isCertainMark, isStartMark } from './reading/startMarks.ts'
import { forgetTexts } from './reading/textNotes.ts'
import type { DetectableDialect } from './detectable.ts'
import { TEXT_EVENTS } from './eventNames.ts'
import { dialects } from './index.ts'
import { generic } from './generic.ts'
import { text } from './formats/text.ts'

/** After this many payloads of unknown shape, or UTF-16 units of them, an answer fails. */
const MAX_UNKNOWN = 8
const MAX_UNKNOWN_LENGTH = 2 ** 15

/** The maximum of records to hold back, as servers may send any number of pings first. */
const MAX_HELD = 64

/** What has been found out about one answer's format, stored besides the chosen dialect's own notes. */
export interface Detection {
  chosen?: Dialect | undefined
  /** The payloads are in the field `data` of the server's own objects. */
  isWrapped?: boolean
  /** Records that did not identify the format, held back for the dialect that a later one identifies. */
  readonly held: StreamRecord[]
  /** JSON that no dialect recognized. */
  readonly unknown: string[]
  /** How many times the chosen dialect has read records. */
  count: number
  /** Takes back what was shown before another dialect was chosen, as soon as that one reads a text. */
  undone?: StreamEvent | undefined
}

/**
 * The dialect `auto` from the first record on that is not plain. It recognizes the format of each answer: it holds records back until one of the dialects recognizes a
 * payload, trying them in their order. Data that is not JSON is `text`, and so is a stream that ends before
 * any dialect was chosen.
 *
 * JSON that no dialect recognizes is never shown: the answer fails after 8 such payloads, 32 Ki UTF-16
 * units, or at its end.
 */
export const detection: Dialect = {
  name: 'auto',

  prepare(record, state) {
    const { chosen, count } = detectionIn(state)
    // As in `decode`: the second record may show that the first words were no text.
    const isOpen = !chosen || (chosen === text && count === 1)
    const dialect = isOpen ? findDialect(record, state) : chosen
    return dialect?.prepare?.(record, state)
  },

  decode(record, state) {
    const detection = detect(record, state)
    const events = decodeHeld(detection, state)
    const { undone } = detection
    // Only another text replaces the first words: an answer that fails without one keeps them.
    const has = (type: RegExp) => events.some((each) => type.test(each.type))
    if (!undone || !has(/-delta$/) || has(/^error$/)) return events
    detection.undone = undefined
    return [undone, ...events]
  },

  end(state) {
    const detection = detectionIn(state)
    const { held, unknown } = detection
    if (!detection.chosen && unknown.length > 0) throw createFormatError(String(unknown[0]))
    if (held.length > 0) detection.chosen ??= text
    return [...decodeHeld(detection, state), ...(detection.chosen?.end?.(state) ?? [])]
  },
}

function detectionIn(state: DialectState): Detection {
  // Plain records were read before, as `generic` does.
  const isPlain = Boolean(state['isPlain'])
  const chosen = isPlain ? generic : undefined
  state['auto'] ??= { chosen, held: [], unknown: [], count: Number(isPlain) }
  // Only this dialect writes this note.
  return state['auto'] as Detection
}

/** Holds a record back, and looks for the dialect that reads it. */
function detect(record: StreamRecord, state: DialectState): Detection {
  const detection = detectionIn(state)
  const { chosen, count, held } = detection
  if (held.length < MAX_HELD) held.push(record)
  detection.chosen ??= chooseDialect(record, detection, state)
  // The first words may have been no text, but those of a server that sends JSON.
  const other = chosen === text && count === 1 && !isEnd(record) && findDialect(record, state)
  if (other) {
    const replaced = asText(state['shown'])?.length ?? 0
    detection.chosen = other
    detection.undone = { type: 'correction', of: 'text', replaced, text: '' }
    forgetTexts(state)
  }
  return detection
}

function candidates(): readonly DetectableDialect[] {
  return Object.values({ ...dialects, content: generic })
}

/** Returns the dialect that recognizes a record by its shape, or else by the object in its field `data`. */
function findDialect(record: StreamRecord, state: DialectState): Dialect | undefined {
  if (isErrorName(record.event)) return generic
  const find = (value: JsonObject) =>
    candidates().find((each) => each.recognizes(value, state.headers, record))
  const payload = payloadOf(record)
  const { data } = payload
  const found = find(payload)
  if (found || !isObject(data)) return found
  const wrapped = find(data)
  if (wrapped) detectionIn(state).isWrapped = true
  return wrapped
}

/** @throws {ChatStreamError} `format` after too many payloads of unknown shape, or at an end mark after one */
function chooseDialect(
  record: StreamRecord,
  detection: Detection,
  state: DialectState,
): Dialect | undefined {
  const { event, data } = record
  const found = findDialect(record, state)
  if (found) return found
  const payload = payloadOf(record)
  const { unknown } = detection
  const hasEnded = isEnd(record)
  if (!hasEnded && isJson(data, state) && !isPing(record, payload)) unknown.push(data)
  const isTooMuch = unknown.length >= MAX_UNKNOWN || unknown.join('').length > MAX_UNKNOWN_LENGTH
  if (isTooMuch || (hasEnded && unknown.length > 0)) throw createFormatError(String(unknown[0]))
  const isText = TEXT_EVENTS.includes(event) && data.trim() !== '' && !isStartMark(data)
  return hasEnded || (isText && !isJson(data, state)) ? text : undefined
}

function isEnd({ event, data }: StreamRecord): boolean {
  return END_EVENTS.includes(event) || isDoneMark(data)
}

/** Returns whether an object of unknown shape is only a sign of life, such as `{}` or `{"type":"ping"}`. */
function isPing({ event, data }: StreamRecord, payload: JsonObject): boolean {
  const isMark = [event, payload['type'], payload['event']].some((each) =>
    isStartMark(toText(each) ?? ''),
  )
  const isBare = Object.keys(payload).every((name) => /^(type|event|status)$/.test(name))
  return isMark || (isBare && data.trim().startsWith('{'))
}

function decodeHeld(detection: Detection, state: DialectState): readonly StreamEvent[] {
  const { chosen, held, isWrapped } = detection
  if (!chosen) return []
  const isText = chosen === text
  const isFirst = detection.count === 0
  detection.count += 1
  return held
    .splice(0)
    .filter((record) => {
      const { data } = record
      if (!isFirst || isEnd(record)) return true
      return isText ? !isCertainMark(data) && !isJson(data, state) : !isStartMark(data)
    })
    .flatMap((record) => chosen.decode(isWrapped ? unwrap(record) : record, state))
}

function unwrap(record: StreamRecord): StreamRecord {
  const { data } = payloadOf(record)
  return isObject(data) ? { ...record, data: JSON.stringify(data) } : record
}

function payloadOf({ data }: StreamRecord): JsonObject {
  const value = parseJson(data)
  return isObject(value) ? value : {}
}

/** Returns whether data is not text: a JSON object or list, or anything in a response of a JSON type. */
function isJson(data: string, { headers }: DialectState): boolean {
  const value = parseJson(data)
  const isJsonType = /json/i.test(headers?.get('content-type') ?? '')
  return isJsonType || (typeof value === 'object' && value !== null)
}
