import { ChatStreamError } from '../errors.ts'
import { checkOption } from '../stream/arguments/checkOptions.ts'
import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'

/** Servers and proxies commonly reject request lines of more than 8 KB. */
const MAX_URL_LENGTH = 8000

/**
 * Resolves the `url` option to an absolute URL. It may be relative to the page; in Node there is no page.
 *
 * @throws {ChatStreamError} `argument` if it is not an http(s) URL
 */
export function absoluteUrl(url: string): URL {
  const base = globalThis.location?.href
  const absolute = url && URL.canParse(url, base) ? new URL(url, base) : undefined
  const isHttp = /^https?:$/.test(absolute?.protocol ?? '')
  checkOption('url', url, isHttp, 'an absolute http(s) URL')
  // Checked just now.
  return absolute as URL
}

/** Returns the URL of an endpoint below the `url` option; the query string is kept. */
export function childUrl(url: string, name: string): URL {
  const endpoint = absoluteUrl(url)
  endpoint.pathname = `${endpoint.pathname.replace(/\/+$/, '')}/${name}`
  return endpoint
}

/**
 * Adds a question to the query string as `message`, with its key and with further fields of the body.
 *
 * @throws {ChatStreamError} `too-long` above 8,000 characters, before anything is sent
 */
export function questionUrl(question: ChatRequest, context: TransportContext): URL {
  const endpoint = absoluteUrl(context.url)
  const { message } = question
  const key = questionKey(endpoint, question, context)
  // The question is the first parameter, to keep the URL readable. A field `message` of the body must not
  // replace it.
  const body: unknown = context.body()
  for (const [name, value] of Object.entries(Object.assign({ message, key }, body, { message }))) {
    if (value !== undefined && typeof value !== 'object')
      endpoint.searchParams.set(name, String(value))
  }
  if (endpoint.href.length <= MAX_URL_LENGTH) {
    // A field `key` of the body may have replaced the question's key.
    if (key && endpoint.searchParams.get('key') === key) context.onKeySent?.()
    return endpoint
  }
  throw new ChatStreamError(
    'too-long',
    'The question is too long for a URL. Use the transport `post` or `session`.',
  )
}
