import { isObject, type JsonObject } from '../json.ts'
import { decodeJson } from './decodeJson.ts'
import type { DetectableDialect } from './detect.ts'
import { END, END_EVENTS, readEndMark } from './endMarks.ts'

/**
 * `data: {"content":"Once"}`: many a company's endpoint, NestJS's `@Sse`, and the exactly-once protocol.
 *
 * Proof of the end: a named event (`close`, `done`, `end`, `complete`), `[DONE]`, `{"done":true}`, or,
 * where a server has no such mark, the clean end of the body.
 */
export const content: DetectableDialect = {
  name: 'content',
  events: END_EVENTS,

  recognises: (payload) =>
    ['content', 'reasoning', 'tool', 'usage', 'done', 'error'].some(
      (name) => payload[name] || payload[name] === '',
    ),

  decode: decodeJson(({ reasoning, content: text, tool, usage, done }) => {
    const isLast = done === true
    return { reasoning, text, tool: isObject(tool) && named(tool), usage, finish: isLast, isLast }
  }, readEndMark),

  end: () => END,
}

/** A call without an id is known by its name. */
function named({ name, id = name, ...tool }: JsonObject): JsonObject | undefined {
  return id ? { id, name, ...tool } : undefined
}
