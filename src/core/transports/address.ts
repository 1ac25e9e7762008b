import { ChatStreamError } from '../errors.ts'
import type { ChatRequest, TransportContext } from '../types.ts'
import { questionKey } from './questionKey.ts'

/** Servers and proxies commonly refuse request lines of more than 8 KB. */
const LONGEST_ADDRESS = 8000

/**
 * Makes an absolute address of what the `url` option gave. It may be relative to the page, where there
 * is one: in Node there is not.
 *
 * @throws {ChatStreamError} `argument` where it is no http(s) address
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

/** An endpoint below the one that the `url` option names; its query stays. */
export function below(url: string, name: string): URL {
  const address = absoluteUrl(url)
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${name}`
  return address
}

/**
 * Puts a question into the address, as `message`, with its key, and with further fields of the body.
 *
 * @throws {ChatStreamError} `too-long` past 8,000 characters, before anything is sent
 */
export function withQuestion(question: ChatRequest, context: TransportContext): URL {
  const address = absoluteUrl(context.url)
  const { message } = question
  const key = questionKey(address, question, context)
  // The question first, as people write it, and whatever a body says, this one.
  const body: unknown = context.body()
  for (const [name, value] of Object.entries(Object.assign({ message, key }, body, { message }))) {
    if (value !== undefined && typeof value !== 'object')
      address.searchParams.set(name, String(value))
  }
  if (address.href.length <= LONGEST_ADDRESS) {
    // A field `key` of the body may have taken the place of the key.
    if (key && address.searchParams.get('key') === key) context.onKeySent?.()
    return address
  }
  throw new ChatStreamError(
    'too-long',
    'The question is too long for an address. Use `post` or `session`.',
  )
}
