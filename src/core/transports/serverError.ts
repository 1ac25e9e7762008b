import { isObject, toText } from '../json.ts'
import { reduceHtml } from './reduceHtml.ts'

/** The maximum of UTF-16 units of a server's message, and of a body that is shown instead of one. */
const MAX_MESSAGE_LENGTH = 1000
const MAX_EXCERPT_LENGTH = 200

/** The fields that contain an error's message, or what contains it, the best one first. */
const MESSAGE_FIELDS =
  'message detail msg error_description errorText errors title status_msg base_resp last_error error data'.split(
    ' ',
  )

/** How deep to search a body for its message, and in how many elements of a list. */
const MAX_DEPTH = 5
const MAX_SENTENCES = 5

/**
 * Finds a server's error message in the common formats: problem+json (RFC 9457), OpenAI's
 * `{error: {message}}`, NestJS's `{message, statusCode}`, FastAPI's `{detail}`, OAuth's
 * `{error_description}`, the AI SDK's `{errorText}`, MiniMax's `{base_resp: {status_msg}}`, and lists of
 * them. Otherwise returns the beginning of the body, an HTML page as text.
 */
export function parseServerError(body: string): { message: string; code?: string | undefined } {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    // The body is text.
  }
  const top = [value].flat().find(isObject)
  const { error, last_error, errors, base_resp } = top ?? {}
  const report = [error, last_error, errors, base_resp].flat().find(isObject)
  // Anthropic's code is the error's `type`, and MiniMax's its `status_code`.
  const codes = [report?.['code'], report?.['status_code'], report?.['type'], top?.['code']]
  return {
    message:
      messageIn(value).slice(0, MAX_MESSAGE_LENGTH) ||
      reduceHtml(body).trim().slice(0, MAX_EXCERPT_LENGTH) ||
      'no reason given',
    code: codes.map(toText).find(Boolean),
  }
}

/**
 * Finds the message in a value from a server, which may have any shape.
 *
 * @returns an empty string if there is none
 */
function messageIn(value: unknown, depth = 0): string {
  if (typeof value === 'string') return value.trim()
  if (depth > MAX_DEPTH) return ''
  if (Array.isArray(value)) {
    const sentences = value.slice(0, MAX_SENTENCES).map((each) => messageIn(each, depth + 1))
    return sentences.filter(Boolean).join('; ')
  }
  if (!isObject(value)) return ''
  const { error } = value
  const known = [typeof error === 'object' && error, ...MESSAGE_FIELDS.map((name) => value[name])]
  // Validators name the wrong fields: `{errors: {email: ["is missing"]}}`.
  const candidates = depth > 0 ? [...known, Object.values(value)] : known
  return candidates.map((each) => messageIn(each, depth + 1)).find(Boolean) ?? ''
}
