import { asText, isObject, toText, type JsonObject } from '../../json.ts'
import type { Dialect, StreamEvent } from '../../types.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * The UI message stream of the AI SDK (`ai` by Vercel), version 1.
 *
 * Proof of the end: `finish`. A following `[DONE]` is not a proof, as it also follows an `error`.
 *
 * @see https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol
 */
export const aiSdk: Dialect = {
  name: 'ai-sdk',
  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject): Findings {
  const { delta, finishReason: reason, toolCallId, toolName, errorText, ...part } = payload
  const { inputTextDelta: args, input: allArgs, output, approvalId } = part
  const type = toText(payload['type']) ?? ''
  const [, step] = /^tool-(approval|output-available|output-denied)/.exec(type) ?? []
  return {
    events: [...readData(type, payload), ...readMetadata(payload)],
    text: type === 'text-delta' && delta,
    reasoning: type === 'reasoning-delta' && delta,
    tool: toolCallId && {
      id: toolCallId,
      name: toolName,
      args,
      allArgs,
      output,
      error: step === 'output-denied' ? 'The user denied this tool call.' : errorText,
      approvalId,
      // A result may be `null`.
      state: step === 'approval' ? 'approval-requested' : step?.endsWith('available') && step,
    },
    sources: type === 'source-url' && [payload],
    file: type === 'file' && payload,
    reason,
    finish: /^(finish|abort)$/.test(type) && type,
  }
}

function readData(type: string, { data, id, transient }: JsonObject): readonly StreamEvent[] {
  const [, name] = /^data-(.+)/.exec(type) ?? []
  if (!name) return []
  return [{ type: 'data', name, data, id: toText(id), transient: transient === true || undefined }]
}

function readMetadata({ messageId, messageMetadata }: JsonObject): readonly StreamEvent[] {
  if (!messageId && !messageMetadata) return []
  const metadata = isObject(messageMetadata) ? messageMetadata : undefined
  return [{ type: 'metadata', serverId: asText(messageId), metadata }]
}
