import { isObject } from '../json.ts'
import type { Usage } from '../types.ts'

/** Reads the token counts of a usage object, whichever of the field's names its server uses. */
export function readUsage(raw: unknown): Usage | undefined {
  if (!isObject(raw)) return undefined
  const first = (...names: string[]) =>
    names.map((name) => raw[name]).find((value) => typeof value === 'number')
  const inputTokens = first('inputTokens', 'input_tokens', 'prompt_tokens')
  const outputTokens = first('outputTokens', 'output_tokens', 'completion_tokens')
  const totalTokens = first('totalTokens', 'total_tokens')
  return {
    ...(inputTokens === undefined ? {} : { inputTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
    ...(totalTokens === undefined ? {} : { totalTokens }),
    raw,
  }
}
