import { checkPick } from '../stream/arguments/checkOptions.ts'
import { valueAt } from '../json.ts'
import type { Dialect } from '../types.ts'
import { decodeJson } from './reading/decodeJson.ts'
import { delta } from './reading/deltas.ts'
import { readEndMark } from './reading/endMarks.ts'
import { END, END_EVENTS } from './reading/ends.ts'
import { withoutRepetition } from './reading/repetition.ts'

/**
 * Creates a dialect for a server that no other one knows: it reads the text at one path of each payload. A
 * payload without text there adds nothing. An answer ends as with `content`.
 *
 * @param path names and indexes separated by dots, such as `choices.0.delta.content`
 * @throws {ChatStreamError} `argument` if it is not such a path
 */
export function createPick(path: string): Dialect {
  checkPick(path)
  return {
    name: 'pick',
    events: END_EVENTS,
    end: () => END,
    decode: (record, state) =>
      withoutRepetition(
        decodeJson(record, state, (payload) => delta('text', valueAt(payload, path)), readEndMark),
        state,
      ),
  }
}
