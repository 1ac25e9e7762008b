import { unexpected } from '../errors.ts'
import { parseObject, type JsonObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { END_EVENTS } from './endMarks.ts'
import { TEXT_EVENTS } from './text.ts'

/** A dialect that can be told by the shape of one payload. */
export interface DetectableDialect extends Dialect {
  /** Tells by a truthy value whether this format sent a payload; an empty one where it is no JSON. */
  recognises(payload: JsonObject, headers?: Headers): unknown
}

interface Notes {
  chosen?: Dialect | undefined
  /** Records that told nothing, for the dialect that a later one tells. */
  readonly held: StreamRecord[]
}

/**
 * Makes the dialect that recognises the others: of each answer it holds records back until one of them
 * decides.
 *
 * @param candidates asked in this order
 * @param fallback for data that is not JSON, and for a stream that ends before anything decided
 */
export function createAuto(candidates: readonly DetectableDialect[], fallback: Dialect): Dialect {
  const notes = new WeakMap<DialectState, Notes>()

  function choose({ event, data }: StreamRecord, state: DialectState): Dialect | undefined {
    const payload = parseObject(data)
    const known = candidates.find((each) => each.recognises(payload ?? {}, state.headers))
    const isText = !payload && TEXT_EVENTS.includes(event) && data.trim() !== '' && !isJson(state)
    return known ?? (isText || END_EVENTS.includes(event) ? fallback : undefined)
  }

  function release({ chosen, held }: Notes, state: DialectState): readonly StreamEvent[] {
    return chosen ? held.splice(0).flatMap((record) => chosen.decode(record, state)) : []
  }

  return {
    name: 'auto',
    events: candidates.flatMap(({ events = [] }) => events),

    decode(record, state) {
      const note = notes.get(state) ?? { held: [] }
      notes.set(state, note)
      note.held.push(record)
      note.chosen ??= choose(record, state)
      return release(note, state)
    },

    end(state) {
      const note = notes.get(state)
      if (!note) return []
      const [first] = note.held
      if (first && isJson(state)) {
        // A body of unknown shape is a server's excuse, not an answer to be shown.
        throw unexpected('content-type', 'a stream', first.data, { body: first.data })
      }
      note.chosen ??= fallback
      return [...release(note, state), ...(note.chosen.end?.(state) ?? [])]
    },
  }
}

function isJson({ headers }: DialectState): boolean {
  return /json/i.test(headers?.get('content-type') ?? '')
}
