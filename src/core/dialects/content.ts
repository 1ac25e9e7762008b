import { isObject, parseObject, type JsonObject } from '../json.ts'
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
  events: [...END_EVENTS, 'error'],

  recognises: (payload) => typeof payload['content'] === 'string',

  decode(record) {
    const endMark = readEndMark(record)
    if (endMark) return endMark
    // Pings and the like come under names of their own, with anything in them.
    const payload =
      record.event === 'message' ? parsePayload(record, 'content') : parseObject(record.data)
    return payload ? readPayload(payload) : []
  },

  end: () => [{ type: 'finish', outcome: 'complete' }],
}

function readPayload(payload: JsonObject): readonly StreamEvent[] {
  const error = readErrorField(payload)
  if (error) return [error]

  const events: StreamEvent[] = []
  const { content: text, reasoning, tool, usage, done } = payload
  if (typeof reasoning === 'string' && reasoning !== '') {
    events.push({ type: 'reasoning-delta', text: reasoning })
  }
  if (typeof text === 'string' && text !== '') events.push({ type: 'text-delta', text })
  if (isObject(tool)) events.push(...readTool(tool))
  const counted = readUsage(usage)
  if (counted) events.push({ type: 'usage', usage: counted })
  if (done === true) events.push(...END)
  return events
}

function readTool(tool: JsonObject): readonly StreamEvent[] {
  const { id, name, args, output } = tool
  if (typeof id !== 'string' && typeof name !== 'string') return []
  return [
    {
      type: 'tool-delta',
      id: typeof id === 'string' ? id : String(name),
      ...(typeof name === 'string' ? { name } : {}),
      ...(args === undefined
        ? {}
        : { args: typeof args === 'string' ? args : JSON.stringify(args) }),
      ...(output === undefined ? {} : { output }),
    },
  ]
}
