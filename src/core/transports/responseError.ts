import { readChunks } from '../wire/readChunks.ts'
import { ChatStreamError } from '../errors.ts'
import { isObject, toText } from '../json.ts'
import { readRetryAfter } from '../stream/retry.ts'

/** The maximum of UTF-16 units of a body to keep in an error. */
export const MAX_BODY_LENGTH = 4096

/** The maximum of UTF-16 units of a body to read: servers repeat a long request in their error. */
const MAX_READ_LENGTH = 2 ** 16

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
 * Reads the beginning of a body, at most 65,536 characters, and cancels the rest.
 *
 * @param onBreak called when the connection breaks before, to throw an error. By default, returns the text
 *   received so far
 */
export async function readBodyStart(
  response: Response,
  onBreak?: (cause: unknown) => never,
): Promise<string> {
  const utf8 = new TextDecoder()
  let text = ''
  try {
    for await (const bytes of readChunks(response.body)) {
      text += utf8.decode(bytes, { stream: true })
      if (text.length >= MAX_READ_LENGTH) break
    }
  } catch (cause) {
    // The text that arrived before the connection broke is better than none.
    onBreak?.(cause)
  }
  return text.slice(0, MAX_READ_LENGTH)
}

/**
 * Creates the error for a response whose status is not 2xx, with the server's own message if the body has
 * one.
 */
export async function responseError(response: Response): Promise<ChatStreamError> {
  const { status, headers } = response
  const body = await readBodyStart(response)
  const { message, code } = parseServerError(body)
  return new ChatStreamError('http', `The server answered ${status}: ${message}`, {
    status,
    body: body.slice(0, MAX_BODY_LENGTH),
    code,
    retryAfter: readRetryAfter(headers, status),
    ...(headers.get('x-should-retry') === 'true' ? { shouldRetry: true } : {}),
  })
}

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

/**
 * Reduces an HTML page to its title and its first words. Other text is returned as it is.
 *
 * @param text at most a few thousand characters are read
 */
export function reduceHtml(text: string): string {
  if (!/^\s*<[a-z!?]/i.test(text)) return text
  const page = text.slice(0, MAX_BODY_LENGTH)
  const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(page) ?? []
  const words = page
    .replace(/<(title|script|style)\b[^]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>?/g, ' ')
  return [title, words.replace(title, '')].join(' ').replace(/\s+/g, ' ').trim()
}
