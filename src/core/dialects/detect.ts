import { ChatStreamError } from '../errors.ts'
import { parseObject, type JsonObject } from '../json.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import { END_EVENTS } from './endMarks.ts'

/** A dialect that can be told by the shape of one payload. */
export interface DetectableDialect extends Dialect {
  recognises(payload: JsonObject): boolean
}

interface Detection {
  chosen?: Dialect | undefined
  /** Records that told nothing, for the dialect that a later one tells. */
  held: StreamRecord[]
}

/**
 * Makes the dialect that recognises the others: it holds records back until one of them decides.
 *
 * @param candidates asked in this order
 * @param fallback for data that is not JSON, and for a stream that ends before anything decided
 */
export function detectAmong(candidates: readonly DetectableDialect[], fallback: Dialect): Dialect {
  // Not among the dialect's own notes in the state, which it may name as it likes.
  const detections = new WeakMap<DialectState, Detection>()

  function detectionIn(state: DialectState): Detection {
    const detection = detections.get(state) ?? { held: [] }
    detections.set(state, detection)
    return detection
  }

  function choose({ event, data }: StreamRecord): Dialect | undefined {
    const payload = parseObject(data)
    const known = payload && candidates.find((candidate) => candidate.recognises(payload))
    const isText = !payload && event === 'message' && data.trim() !== ''
    return known ?? (isText || END_EVENTS.includes(event) ? fallback : undefined)
  }

  function release(detection: Detection, state: DialectState): readonly StreamEvent[] {
    const { chosen, held } = detection
    if (!chosen) return []
    detection.held = []
    return held.flatMap((record) => chosen.decode(record, state))
  }

  return {
    name: 'auto',
    events: [fallback, ...candidates].flatMap(({ events = [] }) => events),

    decode(record, state) {
      const detection = detectionIn(state)
      if (detection.chosen) return detection.chosen.decode(record, state)
      detection.held.push(record)
      detection.chosen = choose(record)
      return release(detection, state)
    },

    end(state) {
      const detection = detectionIn(state)
      if (!detection.chosen) {
        if (detection.held.length === 0) return []
        refusePlainJson(detection, state)
        detection.chosen = fallback
      }
      return [...release(detection, state), ...(detection.chosen.end?.(state) ?? [])]
    },
  }
}

/** An `application/json` body of unknown shape is a server's excuse, not an answer to be shown. */
function refusePlainJson({ held }: Detection, { headers }: DialectState): void {
  if (!/^application\/(?:[\w.]+\+)?json\b/.test(headers?.get('content-type') ?? '')) return
  const body = held.map(({ data }) => data).join('\n')
  throw new ChatStreamError(
    'content-type',
    `Expected a stream, but got JSON: ${body.slice(0, 200)}`,
    {
      body: body.slice(0, 4096),
    },
  )
}
