import type { JsonObject } from '../../json.ts'
import type { Dialect } from '../../types.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'
import { readChoice } from './openai.ts'

/**
 * Ollama's own `/api/chat` and `/api/generate`, in lines of JSON.
 *
 * Proof of the end: `"done": true`.
 *
 * @see https://docs.ollama.com/api/streaming
 */
export const ollama: Dialect = {
  name: 'ollama',

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject): readonly Findings[] {
  const isLast = payload['done'] === true
  return [
    ...readChoice(payload),
    { reasoning: payload['thinking'], text: payload['response'] },
    // The token counts are among the other fields of the last line.
    { usage: isLast && payload, reason: payload['done_reason'], finish: isLast, isLast },
  ]
}
