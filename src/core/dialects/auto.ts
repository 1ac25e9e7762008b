import { loadCode, requireCode } from '../loadCode.ts'
import type { Dialect, DialectState, StreamEvent, StreamRecord } from '../types.ts'
import type { Detection } from './detection.ts'
import { eventsOf } from './eventNames.ts'
import { END } from './reading/ends.ts'
import { readPlainRecord } from './reading/plainRecord.ts'
import { noteOf } from './reading/textNotes.ts'

let code: typeof import('./detection.ts') | undefined

/**
 * Recognizes the format of each answer by its first payloads. Plain records such as `{"content":"Once"}` need
 * no more than this file. At the first other record, `detection.ts` takes over, and is loaded if necessary.
 */
export const auto: Dialect = {
  name: 'auto',

  get events() {
    return eventsOf()
  },

  prepare(record, state) {
    if (readPlain(record, state)) return undefined
    return code
      ? code.detection.prepare?.(record, state)
      : loadCode(import('./detection.ts'), 'dialects').then((module) => {
          code = module
          return code.detection.prepare?.(record, state)
        })
  },

  decode(record, state) {
    const events = readPlain(record, state)
    if (!events) return requireCode(code).detection.decode(record, state)
    state['isPlain'] ||= /"(content|reasoning)"/.test(record.data)
    for (const event of events) takeNote(event, state)
    return events
  },

  end: (state) => (state['auto'] ? (code?.detection.end?.(state) ?? []) : state['last'] ? END : []),
}

/** Returns the name of the dialect that `auto` recognized in an answer; undefined if none yet. */
export function recognizedDialect(state: DialectState): string | undefined {
  const detection = state['auto'] as Detection | undefined
  return detection ? detection.chosen?.name : state['isPlain'] ? 'content' : undefined
}

/**
 * Returns the events of a record while all records of the answer are plain. A text that begins with the former
 * one is not: the server may repeat the whole text with each payload.
 */
function readPlain(record: StreamRecord, state: DialectState): readonly StreamEvent[] | undefined {
  const events = state['auto'] ? undefined : readPlainRecord(record, state)
  return events?.some((event) => isRepetition(event, state)) ? undefined : events
}

function isRepetition(event: StreamEvent, state: DialectState): boolean {
  if (!('text' in event)) return false
  const { count, latest } = noteOf(event.type, state)
  return count === 1 && event.text.startsWith(latest)
}

/** Takes the notes that `generic` and `withoutRepetition` would have taken. */
function takeNote(event: StreamEvent, state: DialectState): void {
  if (!('text' in event)) return
  const { text, type } = event
  const note = noteOf(type, state)
  note.shown += text
  note.latest = text
  // Two texts that do not repeat each other prove that the server sends pieces.
  note.count = note.count ? -1 : 1
  if (type === 'text-delta')
    Object.assign(state, { shown: note.shown, latest: text, path: 'content', isRead: true })
  else state['isRead'] = true
}
