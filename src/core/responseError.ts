import { ChatStreamError } from './errors.ts'
import { isObject } from './json.ts'
import { parseRetryAfter } from './retry.ts'

const LONGEST_BODY = 4096

/** Reads the beginning of a body, at most 4,096 characters, whatever becomes of the rest. */
export async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const utf8 = new TextDecoder()
  let text = ''
  try {
    while (text.length < LONGEST_BODY) {
      const { done, value } = await reader.read()
      if (done) break
      text += utf8.decode(value, { stream: true })
    }
  } catch {
    // The words that came before the connection broke are better than none.
  } finally {
    reader.cancel().catch(() => undefined)
  }
  return text.slice(0, LONGEST_BODY)
}

/** Makes the error of a response whose status is not 2xx, with the server's own words where it gave any. */
export async function responseError(response: Response): Promise<ChatStreamError> {
  const body = await readStart(response)
  const { words, code } = serverWords(body)
  const retryAfter = parseRetryAfter(response.headers.get('retry-after'))
  return new ChatStreamError('http', `The server answered ${response.status}: ${words}`, {
    status: response.status,
    body,
    ...(code === undefined ? {} : { code }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  })
}

/**
 * Finds what a server says in the shapes that are common: problem+json (RFC 9457), OpenAI's
 * `{error: {message}}`, NestJS's `{message, statusCode}`, FastAPI's `{detail}`, HTML, plain text.
 */
export function serverWords(body: string): { words: string; code?: string } {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    const text = body.replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ').replace(/\s+/g, ' ')
    return { words: text.trim().slice(0, 200) || 'it gave no reason' }
  }
  const source = isObject(json) && isObject(json['error']) ? json['error'] : json
  if (!isObject(source)) return { words: typeof source === 'string' ? source : body.slice(0, 200) }
  const { message, detail, title, error, code, type } = source
  const words = [message, detail, title, error].map(sentence).find((text) => text !== '')
  const name = [code, type].find((value) => typeof value === 'string' && value !== 'about:blank')
  return {
    words: words ?? body.slice(0, 200),
    ...(typeof name === 'string' ? { code: name } : {}),
  }
}

/** NestJS's validation puts a list of sentences where others put one. */
function sentence(value: unknown): string {
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string').join('; ')
  return typeof value === 'string' ? value : ''
}
