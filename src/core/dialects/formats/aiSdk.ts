import type { JsonObject } from '../../json.ts'
import type { DetectableDialect } from '../detectable.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * The UI message stream of the AI SDK (`ai` by Vercel), version 1.
 *
 * Proof of the end: `finish`. A following `[DONE]` is not a proof, as it also follows an `error`.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const aiSdk: DetectableDialect = {
  name: 'ai-sdk',
  recognizes: ({ type, delta, toolCallId, data, url }, headers) =>
    // The header without a type proves nothing, as a proxy may add it to every response: every part of this
    // format has a type. Without the header, a type proves nothing unless its fields are there.
    type &&
    (headers?.has('x-vercel-ai-ui-message-stream') ||
      (/^(text|reasoning)-delta$/.test(String(type)) && typeof delta === 'string') ||
      (/^tool-/.test(String(type)) && toolCallId) ||
      (/^data-/.test(String(type)) && data !== undefined) ||
      (/^(file|source-url)$/.test(String(type)) && url)),

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject): Findings {
  const { type, delta, data, finishReason: reason, toolCallId: id, toolName, ...part } = payload
  const { inputTextDelta, input: allArgs, errorText, output = errorText } = part
  const [, name] = /^data-(.+)/.exec(String(type)) ?? []
  return {
    events: name ? [{ type: 'data', name, data }] : [],
    text: type === 'text-delta' && delta,
    reasoning: type === 'reasoning-delta' && delta,
    tool: id && { id, name: toolName, args: inputTextDelta, allArgs, output },
    sources: type === 'source-url' && [payload],
    file: type === 'file' && payload,
    reason,
    finish: /^(finish|abort)$/.test(String(type)) && type,
  }
}
