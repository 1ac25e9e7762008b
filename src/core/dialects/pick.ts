import { checkOption } from '../stream/checkOptions.ts'
import { valueAt } from '../json.ts'
import type { Dialect } from '../types.ts'
import { content } from './formats/content.ts'
import { decodeJson } from './reading/decodeJson.ts'
import { delta } from './reading/deltas.ts'
import { readEndMark } from './reading/endMarks.ts'
import { withoutRepetition } from './reading/repetition.ts'

/**
 * Creates a dialect for a server that no other one knows: it reads the text at one path of each payload. A
 * payload without text there adds nothing. An answer ends as with `content`.
 *
 * @param path names and indexes separated by dots, such as `choices.0.delta.content`
 * @throws {ChatStreamError} `argument` if it is not such a path
 */
export function createPick(path: string): Dialect {
  // Callers without types may pass anything.
  const isPath = typeof path === 'string' && path.split('.').every(Boolean)
  checkOption('pick', path, isPath, 'a path, such as `a.0.b`')
  return {
    ...content,
    name: 'pick',
    decode: (record, state) =>
      withoutRepetition(
        decodeJson(record, state, (payload) => delta('text', valueAt(payload, path)), readEndMark),
        state,
      ),
  }
}
