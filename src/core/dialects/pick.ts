import { checkOption } from '../stream/checkOptions.ts'
import { valueAt } from '../json.ts'
import type { Dialect } from '../types.ts'
import { content } from './formats/content.ts'
import { decodeJson } from './reading/decodeJson.ts'
import { delta } from './reading/deltas.ts'
import { readEndMark } from './reading/endMarks.ts'

/**
 * Reads the text at one place of each payload, of a server that nobody knows. What is no text there, or
 * nothing, adds nothing. It ends as `content` does.
 *
 * @param path names and indexes with dots between them, such as `choices.0.delta.content`
 * @throws {ChatStreamError} `argument` where it is none
 */
export function createPick(path: string): Dialect {
  // Whoever has no types may pass anything.
  const isPath = typeof path === 'string' && path.split('.').every(Boolean)
  checkOption('pick', path, isPath, 'a path, such as `a.0.b`')
  return {
    ...content,
    name: 'pick',
    decode: (record, state) =>
      decodeJson(record, state, (payload) => delta('text', valueAt(payload, path)), readEndMark),
  }
}
