import { unexpected } from '../errors.ts'
import { parseObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { END_EVENTS } from './reading/endMarks.ts'
import type { DetectableDialect } from './detectable.ts'
import { dialects } from './index.ts'
import { text, TEXT_EVENTS } from './formats/text.ts'

/** What has been found out about one answer's format, stored besides the chosen dialect's own notes. */
interface Recognition {
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
    const known = recognitionIn(state)
    known.held.push(record)
    known.chosen ??= recognise(record, state)
    return release(known, state)
  },

  end(state) {
    const known = recognitionIn(state)
    const [first] = known.held
    if (first && isJson(state)) {
      // A JSON body of unknown shape is an error report of the server: don't show it as an answer.
      throw unexpected('content-type', 'a stream', first.data, { body: first.data })
    }
    if (first) known.chosen = text
    return [...release(known, state), ...(known.chosen?.end?.(state) ?? [])]
  },
}

function recognitionIn(state: DialectState): Recognition {
  state['auto'] ??= { held: [] }
  // Only this dialect writes this note.
  return state['auto'] as Recognition
}

function candidates(): readonly DetectableDialect[] {
  return Object.values(dialects)
}

function recognise({ event, data }: StreamRecord, state: DialectState): Dialect | undefined {
  const payload = parseObject(data)
  const known = candidates().find((each) => each.recognises(payload ?? {}, state.headers))
  const isText = !payload && TEXT_EVENTS.includes(event) && data.trim() !== '' && !isJson(state)
  return known ?? (isText || END_EVENTS.includes(event) ? text : undefined)
}

function release({ chosen, held }: Recognition, state: DialectState): readonly StreamEvent[] {
  return chosen ? held.splice(0).flatMap((record) => chosen.decode(record, state)) : []
}

function isJson({ headers }: DialectState): boolean {
  return /json/i.test(headers?.get('content-type') ?? '')
}
