import type { PartialJson } from '../partialJson/createPartialJson.ts'
import type { ChatMessage, MessagePart, StreamEvent, ToolPart } from '../types.ts'
import { parseInput } from './readInput.ts'

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
 * arrived, or all of them. It reads each piece once, no matter how many came before. The code that reads incomplete
 * arguments loads when the chat is created; until it is there, or if it cannot be loaded, only whole arguments are
 * added.
 *
 * @param isKnown - returns whether the page knows the tool of a call
 */
export function createInputReader(
  isKnown: (call: ToolPart) => unknown,
): (message: ChatMessage, event: StreamEvent) => ChatMessage {
  const readings = new Map<string, Reading>()
  let createPartialJson: (() => PartialJson) | undefined
  import('../partialJson/createPartialJson.ts').then(
    (code) => (createPartialJson = code.createPartialJson),
    () => undefined,
  )

  function partialInput({ id, args }: ToolPart, piece: string): unknown {
    let reading = readings.get(id)
    // Another answer has a call with this id, the server repeats its answer, or the code was not there.
    if (reading?.length !== args.length - piece.length) {
      if (!createPartialJson) return undefined
      if (readings.size >= MAX_READINGS) readings.clear()
      readings.set(id, (reading = { json: createPartialJson(), length: 0 }))
      piece = args
    }
    reading.json.push(piece)
    reading.length = args.length
    return reading.json.value
  }

  /** Returns the arguments as a value; undefined if they are not JSON: the loop reports that. */
  function inputOf(call: ToolPart, event: StreamEvent): unknown {
    if ((call.state ?? 'input-streaming') === 'input-streaming')
      return partialInput(call, ('args' in event && event.args) || '')
    try {
      return parseInput(call.args)
    } catch {
      return undefined
    }
  }

  function withInput(part: MessagePart, event: StreamEvent): MessagePart {
    if (part.type !== 'tool' || !isKnown(part)) return part
    const { input = part.input } = { input: inputOf(part, event) }
    return input === part.input ? part : { ...part, input }
  }

  return (message, event) => {
    if (event.type !== 'tool-delta' && event.type !== 'finish') return message
    const { parts } = message
    // Only these events change a call; the end completes the arguments of all of them.
    const changed = parts.findLastIndex(
      (part) => part.type === 'tool' && (event.type === 'finish' || part.id === event.id),
    )
    const part = parts[changed]
    if (!part) return message
    if (event.type === 'finish')
      return { ...message, parts: parts.map((each) => withInput(each, event)) }
    const updated = withInput(part, event)
    return updated === part ? message : { ...message, parts: parts.with(changed, updated) }
  }
}
