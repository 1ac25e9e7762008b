import { asText, type JsonObject, parseObject, toText, valueAt } from '../../json.ts'
import { parseServerError } from '../../transports/serverError.ts'
import type { StreamEvent, StreamRecord } from '../../types.ts'
import { delta } from './deltas.ts'
import { END, END_EVENTS, isDoneMark, readEnd } from './ends.ts'

/**
 * `exception`, `conversation.chat.failed`, `serialized-error`…, but not the failure of a tool, and not
 * `response.failed`, whose words are inside the response.
 */
const ERROR_NAME = /^(?!response\.|.*(tool|call|step)).*(error|exception|failed|failure)$/i

/** Codes of failures: not those of a success, such as `{"code":0,"msg":"ok"}`. */
const FAILURE_CODE = /^(?!0*$|2\d\d$|ok$|success)/i

/** Returns whether this name of an event, or type of a payload, reports that the answer failed. */
export function isErrorName(name: unknown): boolean {
  // Most records have the default name or none: skip the pattern, which costs as much as parsing them.
  return Boolean(name) && name !== 'message' && ERROR_NAME.test(toText(name) ?? '')
}

/**
 * Reads the events that mean the same in many formats: the named end events, `[DONE]`, and events such as
 * `error`, whose data is JSON or, with NestJS, plain text.
 *
 * @returns undefined if the record is none of them
 */
export function readEndMark({ event, data }: StreamRecord): readonly StreamEvent[] | undefined {
  if (isDoneMark(data)) return END
  const hasErrorName = isErrorName(event)
  if (!hasErrorName && !END_EVENTS.includes(event)) return undefined
  const { reason, length, error, code, message } = parseObject(data) ?? {}
  const isRefused = code === 'refused'
  if ((hasErrorName || reason === 'error' || error) && !isRefused) return [readError(data)]
  return [
    ...(isRefused ? delta('refusal', message) : []),
    ...readEnd({ reason, length }, isRefused ? code : reason),
  ]
}

/**
 * Returns the error event of a payload that is an error or contains one, with the server's own message.
 *
 * @param isEmpty the payload has no content: it may be an error report that does not say so, such as
 *   `{"code":1301,"msg":"…"}`, `{"detail":"…"}` (FastAPI) or `{"errors":["…"]}` (Cloudflare)
 */
export function readErrorField(
  payload: JsonObject,
  isEmpty = false,
): readonly StreamEvent[] | undefined {
  const { error, type, event, detail, msg, message = msg, statusCode, code = statusCode } = payload
  const isReport =
    isEmpty &&
    !(type ?? event ?? payload['data']) &&
    (detail ||
      valueAt(payload, 'errors.0') ||
      (FAILURE_CODE.test(toText(code) ?? '') && asText(message)))
  const isError =
    isReport ||
    (Array.isArray(error) ? error[0] : error) ||
    (payload['base_resp'] && valueAt(payload, 'base_resp.status_code')) ||
    [type, event].some(isErrorName)
  return isError ? [readError(JSON.stringify(payload))] : undefined
}

/** Creates the event of an error that a server reported as JSON or as text. */
export function readError(data: string): StreamEvent {
  return { type: 'error', ...parseServerError(data) }
}
