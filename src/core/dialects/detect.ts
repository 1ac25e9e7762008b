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

/**
 * Makes a dialect, for one answer, that recognises the others: it holds records back until one of them
 * decides.
 *
 * @param candidates asked in this order
 * @param fallback for data that is not JSON, and for a stream that ends before anything decided
 */
export function detectAmong(candidates: readonly DetectableDialect[], fallback: Dialect): Dialect {
  let chosen: Dialect | undefined
  /** Records that told nothing, for the dialect that a later one tells. */
  const held: StreamRecord[] = []

  function choose({ event, data }: StreamRecord, state: DialectState): Dialect | undefined {
    const payload = parseObject(data)
    const known = candidates.find((each) => each.recognises(payload ?? {}, state.headers))
    const isText = !payload && TEXT_EVENTS.includes(event) && data.trim() !== '' && !isJson(state)
    return known ?? (isText || END_EVENTS.includes(event) ? fallback : undefined)
  }

  function release(dialect: Dialect, state: DialectState): readonly StreamEvent[] {
    return held.splice(0).flatMap((record) => dialect.decode(record, state))
  }

  return {
    name: 'auto',
    events: candidates.flatMap(({ events = [] }) => events),

    decode(record, state) {
      held.push(record)
      chosen ??= choose(record, state)
      return chosen ? release(chosen, state) : []
    },

    end(state) {
      const [first] = held
      if (first && isJson(state)) {
        // A body of unknown shape is a server's excuse, not an answer to be shown.
        throw unexpected('content-type', 'a stream', first.data, { body: first.data })
      }
      if (first) chosen = fallback
      return chosen ? [...release(chosen, state), ...(chosen.end?.(state) ?? [])] : []
    },
  }
}

function isJson({ headers }: DialectState): boolean {
  return /json/i.test(headers?.get('content-type') ?? '')
}
