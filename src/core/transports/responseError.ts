import { readChunks } from '../wire/readChunks.ts'
import { ChatStreamError } from '../errors.ts'
import { asText, isObject, parseObject } from '../json.ts'
import { parseRetryAfter } from '../stream/retry.ts'

const MAX_BODY_LENGTH = 4096

/**
 * Reads the beginning of a body, at most 4,096 characters, and cancels the rest.
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
      if (text.length >= MAX_BODY_LENGTH) break
    }
  } catch (cause) {
    // The text that arrived before the connection broke is better than none.
    onBreak?.(cause)
  }
  return text.slice(0, MAX_BODY_LENGTH)
}

/**
 * Creates the error for a response whose status is not 2xx, with the server's own message if the body has
 * one.
 */
export async function responseError(response: Response): Promise<ChatStreamError> {
  const { status, headers } = response
  const body = await readBodyStart(response)
  const { message, code } = parseServerError(body)
  const retryAfter = parseRetryAfter(headers.get('retry-after'))
  return new ChatStreamError('http', `The server answered ${status}: ${message}`, {
    status,
    body,
    code,
    retryAfter,
    ...(headers.get('x-should-retry') === 'true' ? { shouldRetry: true } : {}),
  })
}

/**
 * Finds a server's error message in the common formats: problem+json (RFC 9457), OpenAI's
 * `{error: {message}}`, NestJS's `{message, statusCode}`, FastAPI's `{detail}`, the AI SDK's `{errorText}`.
 * Otherwise returns the body's first 200 characters.
 */
export function parseServerError(body: string): { message: string; code?: string | undefined } {
  const { error, ...top } = parseObject(body) ?? {}
  const { message, detail, title, errorText, code } = isObject(error)
    ? // Anthropic's code is the error's `type`.
      { ...error, code: error['code'] ?? error['type'] }
    : top
  // NestJS's validation returns a list of sentences instead of one.
  const sentence = Array.isArray(message) ? message.join('; ') : message
  const candidates = [sentence, detail, title, errorText, error]
  return {
    message:
      candidates.map(asText).find(Boolean) ?? (body.trim().slice(0, 200) || 'no reason given'),
    code: asText(code),
  }
}
