import { ChatStreamError } from '../errors.ts'
import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'

/** Servers and proxies commonly reject request lines of more than 8 KB. */
const LONGEST_ADDRESS = 8000

/**
 * Resolves the `url` option to an absolute URL. It may be relative to the page; in Node there is no page.
 *
 * @throws {ChatStreamError} `argument` if it is not an http(s) URL
 */
export function absoluteUrl(url: string): URL {
  let address: URL | undefined
  try {
    address = new URL(url, globalThis.location?.href)
  } catch {
    // The error below says more.
  }
  if (url && address && /^https?:$/.test(address.protocol)) return address
  const message = `The option \`url\` has to be an absolute http(s) address, not ${url}.`
  throw new ChatStreamError('argument', message)
}

/** Returns the URL of an endpoint below the `url` option; the query string is kept. */
export function below(url: string, name: string): URL {
  const address = absoluteUrl(url)
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${name}`
  return address
}

/**
 * Adds a question to the query string as `message`, with its key and with further fields of the body.
 *
 * @throws {ChatStreamError} `too-long` above 8,000 characters, before anything is sent
 */
export function withQuestion(question: ChatRequest, context: TransportContext): URL {
  const address = absoluteUrl(context.url)
  const { message } = question
  const key = questionKey(address, question, context)
  // The question is the first parameter, to keep the URL readable. A field `message` of the body must not
  // replace it.
  const body: unknown = context.body()
  for (const [name, value] of Object.entries(Object.assign({ message, key }, body, { message }))) {
    if (value !== undefined && typeof value !== 'object')
      address.searchParams.set(name, String(value))
  }
  if (address.href.length <= LONGEST_ADDRESS) {
    // A field `key` of the body may have replaced the question's key.
    if (key && address.searchParams.get('key') === key) context.onKeySent?.()
    return address
  }
  throw new ChatStreamError(
    'too-long',
    'The question is too long for an address. Use `post` or `session`.',
  )
}
