import { asText, type JsonObject } from '../../json.ts'
import type { StreamEvent } from '../../types.ts'

/** A piece of the call of a tool: its `name`, and `args`, `allArgs` and `output` as in the event. */
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

/** Arguments are JSON already, or what is to become it. */
function asJson(value: unknown): string | undefined {
  return value && typeof value === 'object' ? JSON.stringify(value) : asText(value)
}
