import { asText, isObject, type JsonObject } from '../json.ts'
import type { StreamEvent } from '../types.ts'
import type { DetectableDialect } from './detect.ts'
import { END, END_EVENTS, readEndMark, readErrorField } from './endMarks.ts'
import { parsePayload } from './parsePayload.ts'
import { readUsage } from './usage.ts'

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

  decode(record) {
    const endMark = readEndMark(record)
    if (endMark) return endMark
    const payload = parsePayload(record)
    return readErrorField(payload) ?? readPayload(payload)
  },

  end: () => END,
}

function readPayload({ content: words, ...rest }: JsonObject): readonly StreamEvent[] {
  const text = asText(words)
  const reasoning = asText(rest['reasoning'])
  return [
    ...(reasoning ? [{ type: 'reasoning-delta' as const, text: reasoning }] : []),
    ...(text ? [{ type: 'text-delta' as const, text }] : []),
    ...readTool(rest['tool']),
    ...readUsage(rest['usage']),
    ...(rest['done'] === true ? END : []),
  ]
}

function readTool(tool: unknown): readonly StreamEvent[] {
  if (!isObject(tool)) return []
  const { args, output } = tool
  const name = asText(tool['name'])
  const id = asText(tool['id']) ?? name
  const text = args && typeof args !== 'string' ? JSON.stringify(args) : asText(args)
  return id ? [{ type: 'tool-delta', id, name, args: text, output }] : []
}
