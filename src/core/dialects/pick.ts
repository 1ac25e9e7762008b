import { at } from '../json.ts'
import type { Dialect } from '../types.ts'
import { content } from './content.ts'
import { decodeJson } from './decodeJson.ts'
import { readEndMark } from './endMarks.ts'

/**
 * Reads the text at one place of each payload, of a server that nobody knows. What is no text there, or
 * nothing, adds nothing. It ends as `content` does.
 *
 * @param path names and indexes with dots between them, such as `choices.0.delta.content`
 */
export function createPick(path: string): Dialect {
  const decode = decodeJson((payload) => ({ text: at(payload, path) }), readEndMark)
  return { ...content, name: 'pick', decode }
}
