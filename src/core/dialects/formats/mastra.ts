import { isObject, parseObject, toText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, StreamRecord } from '../../types.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * Mastra's agents, at `/api/agents/:id/stream`.
 *
 * Proof of the end: `finish`. A following `[DONE]` is not a proof, as it also follows an `error`.
 *
 * @see https://mastra.ai/reference/streaming/ChunkType
 */
export const mastra: Dialect = {
  name: 'mastra',

  decode: (record, state) => decodeFindings(unwrapError(record), state, read),
}

/** Unwraps an error, so that it is read like those of other formats. */
function unwrapError(record: StreamRecord): StreamRecord {
  // Don't parse every record twice: only a few are errors.
  if (!/"type":\s*"error"/.test(record.data)) return record
  const { type, payload } = parseObject(record.data) ?? {}
  return type === 'error' && isObject(payload)
    ? { ...record, event: 'error', data: JSON.stringify(payload) }
    : record
}

function read({ type: typeField, payload: payloadField, data }: JsonObject): Findings {
  const type = toText(typeField) ?? ''
  const payload = isObject(payloadField) ? payloadField : {}
  const { text, toolCallId: id, toolName, argsTextDelta, args, mimeType, reason, error } = payload
  const { result = valueAt(error, 'message') ?? error, data: base64 } = payload
  const [, name] = /^data-(.+)/.exec(type) ?? []
  const isFinish = type === 'finish'
  const isBlocked = type === 'tripwire'
  return {
    events: name ? [{ type: 'data', name, data }] : [],
    text: type === 'text-delta' && text,
    reasoning: type === 'reasoning-delta' && text,
    refusal: isBlocked && (reason ?? payload['tripwireReason']),
    tool: id && { id, name: toolName, args: argsTextDelta, allArgs: args, output: result },
    sources: type === 'source' && [payload],
    file: base64 && { mediaType: mimeType, url: `data:${mimeType};base64,${base64}` },
    usage: isFinish && (valueAt(payload, 'output.usage') ?? payload['usage']),
    reason: isFinish && valueAt(payload, 'stepResult.reason'),
    isRefused: isBlocked,
    finish: (isFinish || isBlocked || type === 'abort') && type,
  }
}
