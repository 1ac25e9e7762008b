import { isObject } from '../json.ts'
import { decodeJson } from './decodeJson.ts'
import type { DetectableDialect } from './detect.ts'
import { openai, readChoice } from './openai.ts'

/**
 * Ollama's own `/api/chat`, in lines of JSON. The model's name goes into the `body` option.
 *
 * Proof of the end: `"done": true`.
 *
 * @see https://docs.ollama.com/api/streaming
 */
export const ollama: DetectableDialect = {
  ...openai,
  name: 'ollama',

  recognises: ({ message, done }) => isObject(message) && typeof done === 'boolean',

  decode: decodeJson((payload) => {
    const isLast = payload['done'] === true
    return [
      ...readChoice(payload),
      // The counts stand among all else that the last line says.
      { usage: isLast && payload, reason: payload['done_reason'], finish: isLast, isLast },
    ]
  }),
}
