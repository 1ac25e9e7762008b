import { asText, type JsonObject } from '../../json.ts'
import type { StreamEvent } from '../../types.ts'

/**
 * Creates the event for a piece of a tool call: its `name`, and `args`, `allArgs` and `output` as in the
 * event.
 */
export function toolDelta(id: string, { name, args, allArgs, output }: JsonObject): StreamEvent {
  return {
    type: 'tool-delta',
    id,
    name: asText(name),
    args: asJson(args),
    allArgs: asJson(allArgs),
    output: output ?? undefined,
  }
}

/** Returns arguments as JSON text: servers send either JSON text or a value. */
function asJson(value: unknown): string | undefined {
  return value && typeof value === 'object' ? JSON.stringify(value) : asText(value)
}
