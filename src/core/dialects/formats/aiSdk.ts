import { asText, isObject, toText, type JsonObject } from '../../json.ts'
import type { StreamEvent, ToolState } from '../../types.ts'
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
      (/^(text|reasoning)-delta$/.test(toText(type) ?? '') && typeof delta === 'string') ||
      (/^tool-/.test(toText(type) ?? '') && toolCallId) ||
      (/^data-/.test(toText(type) ?? '') && data !== undefined) ||
      (/^(file|source-url)$/.test(toText(type) ?? '') && url)),

  decode: (record, state) => decodeFindings(record, state, read),
}

/** The states of a tool call by the type of a part. A call that the user denied has no result. */
const STATES: Readonly<Record<string, ToolState>> = {
  'tool-input-available': 'input-available',
  'tool-approval-request': 'approval-requested',
  'tool-output-available': 'output-available',
  'tool-input-error': 'output-error',
  'tool-output-error': 'output-error',
  'tool-output-denied': 'output-error',
}

function read(payload: JsonObject): Findings {
  const { delta, finishReason: reason, toolCallId: id, toolName, ...part } = payload
  const { inputTextDelta: args, input: allArgs, errorText, output, approvalId } = part
  const type = toText(payload['type']) ?? ''
  const state = Object.hasOwn(STATES, type) ? STATES[type] : undefined
  const error = state === 'output-error' ? (errorText ?? 'The user denied this tool call.') : ''
  return {
    events: [...readData(type, payload), ...readMetadata(payload)],
    text: type === 'text-delta' && delta,
    reasoning: type === 'reasoning-delta' && delta,
    tool: id && { id, name: toolName, args, allArgs, output, state, error, approvalId },
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
  const serverId = asText(messageId)
  const metadata = isObject(messageMetadata) ? messageMetadata : undefined
  return serverId || metadata ? [{ type: 'metadata', serverId, metadata }] : []
}
