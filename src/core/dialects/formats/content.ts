import { loadCode, requireCode } from '../../loadCode.ts'
import type { Dialect, DialectState, StreamRecord } from '../../types.ts'
import { END, END_EVENTS } from '../reading/ends.ts'
import { readPlainRecord } from '../reading/plainRecord.ts'

let code: typeof import('../contentRest.ts') | undefined

/**
 * `data: {"content":"Once"}`: the format of many companies' endpoints, of NestJS's `@Sse`, and of the
 * exactly-once protocol.
 *
 * Proof of the end: a named event (`close`, `done`, `end`, `complete`), `[DONE]`, `{"done":true}`, or, for
 * a server without such a mark, the clean end of the body.
 *
 * The code for tools, sources, usage and errors is loaded at the first record that has more than text.
 */
export const content: Dialect = {
  name: 'content',
  events: END_EVENTS,

  prepare: (record, state) =>
    (code ?? readPlain(record, state))
      ? undefined
      : loadCode(import('../contentRest.ts'), 'dialect `content`').then(
          (module) => (code = module),
        ),

  decode(record, state) {
    const events = readPlain(record, state)
    if (!events) return requireCode(code).wholeContent.decode(record, state)
    if (events.length > 0) state['isRead'] = true
    return events
  },

  end: () => END,
}

/** An end after payloads that were not understood is an error, which the whole dialect reports. */
function readPlain(record: StreamRecord, state: DialectState) {
  return state['unread'] ? undefined : readPlainRecord(record, state)
}
