import { chunksOf } from '../wire/chunksOf.ts'
import { ChatStreamError } from '../errors.ts'
import { asText, isObject, parseObject } from '../json.ts'
import { parseRetryAfter } from '../stream/retry.ts'

const LONGEST_BODY = 4096

/**
 * Reads the beginning of a body, at most 4,096 characters, whatever becomes of the rest.
 *
 * @param onBreak what a connection means that breaks before; by default, that this is all there is
 */
export async function readStart(
  response: Response,
  onBreak?: (cause: unknown) => never,
): Promise<string> {
  const utf8 = new TextDecoder()
  let text = ''
  try {
    for await (const bytes of chunksOf(response.body)) {
      text += utf8.decode(bytes, { stream: true })
      if (text.length >= LONGEST_BODY) break
    }
  } catch (cause) {
    // The words that came before a connection broke are better than none.
    onBreak?.(cause)
  }
  return text.slice(0, LONGEST_BODY)
}

/** Makes the error of a response whose status is not 2xx, with the server's own words where it gave any. */
export async function responseError(response: Response): Promise<ChatStreamError> {
  const { status, headers } = response
  const body = await readStart(response)
  const { message, code } = serverWords(body)
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
 * Finds what a server says in the shapes that are common: problem+json (RFC 9457), OpenAI's
 * `{error: {message}}`, NestJS's `{message, statusCode}`, FastAPI's `{detail}`, the AI SDK's
 * `{errorText}`; else the body's first 200 characters.
 */
export function serverWords(body: string): { message: string; code?: string | undefined } {
  const { error, ...top } = parseObject(body) ?? {}
  const { message, detail, title, errorText, code } = isObject(error)
    ? // Anthropic's code is the error's `type`.
      { ...error, code: error['code'] ?? error['type'] }
    : top
  // NestJS's validation puts a list of sentences where others put one.
  const sentence = Array.isArray(message) ? message.join('; ') : message
  const words = [sentence, detail, title, errorText, error]
  return {
    message: words.map(asText).find(Boolean) ?? (body.trim().slice(0, 200) || 'no reason given'),
    code: asText(code),
  }
}
