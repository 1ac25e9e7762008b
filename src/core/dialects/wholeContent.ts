import { isObject, toText, type JsonObject } from '../json.ts'
import type { DialectState, StreamEvent } from '../types.ts'
import { decodeJson } from './reading/decodeJson.ts'
import { delta } from './reading/deltas.ts'
import type { DetectableDialect } from './detectable.ts'
import { readEndMark } from './reading/endMarks.ts'
import { END, END_EVENTS } from './reading/ends.ts'
import { readFile } from './reading/findings.ts'
import { readSources } from './reading/sources.ts'
import { toolDelta } from './reading/toolDelta.ts'
import { readUsage } from './reading/usage.ts'

/** The dialect `content` with all that it reads. It is loaded at the first record that is not plain. */
export const wholeContent: DetectableDialect = {
  name: 'content',
  events: END_EVENTS,

  recognizes: (payload) =>
    ['content', 'reasoning', 'tool', 'source'].some(
      (name) => payload[name] || payload[name] === '',
    ) || isNamedData(payload['data']),

  decode: (record, state) => decodeJson(record, state, read, readEndMark),

  end: () => END,
}

function read(payload: JsonObject, state: DialectState): readonly StreamEvent[] {
  const { reasoning, content: text } = payload
  return [...delta('reasoning', reasoning), ...delta('text', text), ...readParts(payload, state)]
}

/** Reads all of a payload but its text and its reasoning. */
export function readParts(
  { tool, source, file, data, usage, done }: JsonObject,
  state: DialectState,
): readonly StreamEvent[] {
  return [
    ...readTool(tool),
    ...(source ? readSources([source], state) : []),
    ...(isObject(file) ? readFile(file) : []),
    ...(isNamedData(data) ? [{ type: 'data', name: data.name, data: data.value } as const] : []),
    ...(usage ? readUsage(usage, state) : []),
    ...(done === true ? END : []),
  ]
}

/** Other servers wrap their own payloads in `data`, too. */
function isNamedData(data: unknown): data is { name: string; value: unknown } {
  return isObject(data) && typeof data['name'] === 'string' && 'value' in data
}

/** A tool call without an id is identified by its name. */
function readTool(tool: unknown): readonly StreamEvent[] {
  if (!isObject(tool)) return []
  const { name, id = name } = tool
  return id ? [toolDelta(toText(id) ?? '', tool)] : []
}
