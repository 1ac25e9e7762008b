import { toText, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent, ToolState } from '../../types.ts'
import { toJson, toolDelta } from './toolDelta.ts'

/** Most tool calls of an answer whose further pieces are recognized. More than a message keeps. */
const MAX_CALLS = 10_000

/** A tool call that began, and how far its arguments are. */
interface Call {
  readonly id: string
  readonly name: string
  args: string
  /** Open brackets of the arguments. */
  depth: number
  isQuoted: boolean
  isEscaped: boolean
}

interface Calls {
  readonly byId: Map<string, Call>
  readonly byPlace: Map<string, Call>
  /** How many ids were created. */
  count: number
}

/**
 * Reads a piece of a tool call: see `Findings.tool`. Servers agree on little, so the piece belongs to the call
 * with its id, or else to the last call at its place. It begins another call if its name differs, or if the
 * arguments of the former call are complete and it has arguments or an id of its own. Without a `place` in the
 * piece, only its id counts, and a piece without an id is a whole call.
 *
 * @returns an event whose id no other call of the answer has
 */
export function readTool(tool: JsonObject, state: DialectState): StreamEvent {
  const calls = callsIn(state)
  // Dialects write it, not servers.
  const toolState = (tool['state'] || undefined) as ToolState | undefined
  const { byId, byPlace } = calls
  const [id = '', name = '', place = ''] = [tool['id'], tool['name'], tool['place']].map(toText)
  const args = toJson(tool['args']) ?? ''
  const hasPlace = 'place' in tool
  const sameId = byId.get(id)
  const former = sameId ?? (hasPlace ? byPlace.get(place) : undefined)
  const isComplete = former && former.args !== '' && former.depth <= 0 && !former.isQuoted
  const isRepeated = isComplete && sameId && args === former.args
  const isOther =
    hasPlace &&
    name &&
    ((former?.name && name !== former.name) ||
      (isComplete && !isRepeated && (args || (id && !sameId))))
  if (former && !isOther) {
    // A server that repeats the whole call adds nothing to it.
    if (!isRepeated && hasPlace) addArgs(former, args)
    return toolDelta(former.id, isRepeated ? { ...tool, args: undefined } : tool, toolState)
  }
  let newId = id
  while (!newId || byId.has(newId)) newId = `${id || 'call'}_${(calls.count += 1) - 1}`
  const call = { id: newId, name, args: '', depth: 0, isQuoted: false, isEscaped: false }
  for (const map of [byId, byPlace]) if (map.size >= MAX_CALLS) map.clear()
  byId.set(newId, call)
  if (hasPlace) {
    byPlace.set(place, call)
    addArgs(call, args)
  }
  return toolDelta(newId, tool, toolState)
}

function callsIn(state: DialectState): Calls {
  state['calls'] ??= { byId: new Map(), byPlace: new Map(), count: 0 } satisfies Calls
  // Only this function writes this note.
  return state['calls'] as Calls
}

/** Counts the open brackets, so that no piece has to parse the pieces before it. */
function addArgs(call: Call, args: string): void {
  call.args += args
  for (const char of args) {
    if (call.isEscaped) call.isEscaped = false
    else if (char === '\\') call.isEscaped = true
    else if (char === '"') call.isQuoted = !call.isQuoted
    else if (!call.isQuoted) call.depth += '{['.includes(char) ? 1 : '}]'.includes(char) ? -1 : 0
  }
}
