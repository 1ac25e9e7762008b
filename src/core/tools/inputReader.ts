import { createPartialJson, type PartialJson } from '../partialJson.ts'
import type { ChatMessage, StreamEvent, ToolPart } from '../types.ts'
import { parseInput } from './readInput.ts'
import type { ToolDefinition } from './toolSet.ts'
import { callsOf } from './toolCalls.ts'

/** The arguments of a call that still arrive. */
interface Reading {
  readonly json: PartialJson
  /** UTF-16 units of the arguments that were read. */
  length: number
}

/** Most calls whose arguments are read at the same time. */
const MAX_READINGS = 100

/**
 * Creates a function that adds the arguments as a value to the tool call that an event changed: as far as they
 * arrived, or all of them. It reads each piece once, no matter how many came before.
 */
export function createInputReader(
  definitionOf: (call: ToolPart) => ToolDefinition | undefined,
): (message: ChatMessage, event: StreamEvent) => ChatMessage {
  const readings = new Map<string, Reading>()

  function withPartialInput(call: ToolPart, piece: string): ToolPart {
    const { id, args } = call
    let reading = readings.get(id)
    // Another answer has a call with this id, or the server repeats its answer.
    if (reading?.length !== args.length - piece.length) {
      reading = { json: createPartialJson(), length: 0 }
      if (readings.size >= MAX_READINGS) readings.clear()
      readings.set(id, reading)
    }
    const { json } = reading
    json.push(reading.length > 0 ? piece : args)
    reading.length = args.length
    const { value } = json
    return value === undefined ? call : { ...call, input: value }
  }

  function withInput(call: ToolPart): ToolPart {
    readings.delete(call.id)
    try {
      return { ...call, input: parseInput(call.args) }
    } catch {
      // The loop reports it when the answer ends.
      return call
    }
  }

  return (message, event) => {
    if (event.type === 'finish') {
      readings.clear()
      const isWhole = (call: ToolPart) =>
        call.state === 'input-available' && typeof call.input !== 'undefined'
      return callsOf(message).every(isWhole)
        ? message
        : {
            ...message,
            parts: message.parts.map((part) =>
              part.type === 'tool' && part.state === 'input-available' && definitionOf(part)
                ? withInput(part)
                : part,
            ),
          }
    }
    if (event.type !== 'tool-delta') return message
    const index = message.parts.findLastIndex(
      (part) => part.type === 'tool' && part.id === event.id,
    )
    const call = message.parts[index]
    if (call?.type !== 'tool' || !definitionOf(call)) return message
    const isStreaming = (call.state ?? 'input-streaming') === 'input-streaming'
    const updated = isStreaming
      ? withPartialInput(call, event.args ?? '')
      : event.allArgs === undefined && 'input' in call && event.args === undefined
        ? call
        : withInput(call)
    return updated === call ? message : { ...message, parts: message.parts.with(index, updated) }
  }
}
