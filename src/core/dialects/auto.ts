import { createUnexpectedError } from '../errors.ts'
import { parseObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { END_EVENTS } from './reading/endMarks.ts'
import type { DetectableDialect } from './detectable.ts'
import { dialects } from './index.ts'
import { text, TEXT_EVENTS } from './formats/text.ts'

/** What has been found out about one answer's format, stored besides the chosen dialect's own notes. */
interface Detection {
  chosen?: Dialect | undefined
  /** Records that did not identify the format, held back for the dialect that a later one identifies. */
  readonly held: StreamRecord[]
}

/**
 * Recognizes the format of each answer: it holds records back until one of the dialects recognizes a
 * payload, trying them in their order. Data that is not JSON is `text`, and so is a stream that ends before
 * any dialect was chosen.
 */
export const auto: Dialect = {
  name: 'auto',

  get events() {
    return candidates().flatMap(({ events = [] }) => events)
  },

  decode(record, state) {
    const detection = detectionIn(state)
    detection.held.push(record)
    detection.chosen ??= findDialect(record, state)
    return decodeHeld(detection, state)
  },

  end(state) {
    const detection = detectionIn(state)
    const [first] = detection.held
    if (first && isJson(state)) {
      // A JSON body of unknown shape is an error report of the server: don't show it as an answer.
      throw createUnexpectedError('content-type', 'a stream', first.data, { body: first.data })
    }
    if (first) detection.chosen = text
    return [...decodeHeld(detection, state), ...(detection.chosen?.end?.(state) ?? [])]
  },
}

function detectionIn(state: DialectState): Detection {
  state['auto'] ??= { held: [] }
  // Only this dialect writes this note.
  return state['auto'] as Detection
}

function candidates(): readonly DetectableDialect[] {
  return Object.values(dialects)
}

function findDialect({ event, data }: StreamRecord, state: DialectState): Dialect | undefined {
  const payload = parseObject(data)
  const recognized = candidates().find((each) => each.recognizes(payload ?? {}, state.headers))
  const isText = !payload && TEXT_EVENTS.includes(event) && data.trim() !== '' && !isJson(state)
  return recognized ?? (isText || END_EVENTS.includes(event) ? text : undefined)
}

function decodeHeld({ chosen, held }: Detection, state: DialectState): readonly StreamEvent[] {
  return chosen ? held.splice(0).flatMap((record) => chosen.decode(record, state)) : []
}

function isJson({ headers }: DialectState): boolean {
  return /json/i.test(headers?.get('content-type') ?? '')
}
