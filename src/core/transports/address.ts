import { ChatStreamError } from '../errors.ts'
import { isObject } from '../json.ts'
import type { ChatRequest } from '../types.ts'

/** Servers and proxies commonly refuse request lines of more than 8 KB. */
export const LONGEST_ADDRESS = 8000

/**
 * Makes an absolute address of what the `url` option gave.
 *
 * @throws {ChatStreamError} `argument` where it is no http(s) address, or a relative one outside a page
 */
export function absoluteUrl(url: string): URL {
  // There is no location in Node, and a worker made of a blob has one that nothing can be relative to.
  const base: string | undefined = globalThis.location?.href
  let address: URL
  try {
    address = new URL(url, base)
  } catch (cause) {
    throw new ChatStreamError(
      'argument',
      `The option \`url\` is ${JSON.stringify(url)}, which is not an address${base ? '' : ' (outside a page it has to be absolute)'}.`,
      { cause },
    )
  }
  if (address.protocol !== 'http:' && address.protocol !== 'https:') {
    throw new ChatStreamError(
      'argument',
      `The option \`url\` is ${JSON.stringify(url)}; only http: and https: addresses can stream.`,
    )
  }
  return address
}

/** An endpoint below the one that the `url` option names; its query stays. */
export function below(url: string, name: string): URL {
  const address = absoluteUrl(url)
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${name}`
  return address
}

/**
 * Puts a question into the address, as `message`, with further fields of the body beside it.
 *
 * @throws {ChatStreamError} `too-long` past 8,000 characters, before anything is sent
 */
export function withQuestion(url: string, request: ChatRequest, body: unknown): URL {
  const address = absoluteUrl(url)
  const fields = isObject(body) ? body : {}
  for (const [name, value] of Object.entries({ ...fields, message: request.message })) {
    const isScalar = ['string', 'number', 'boolean'].includes(typeof value)
    if (isScalar) address.searchParams.set(name, String(value))
  }
  if (address.href.length > LONGEST_ADDRESS) {
    throw new ChatStreamError(
      'too-long',
      `With this question the address has ${address.href.length} characters, and servers accept about ${LONGEST_ADDRESS}. Shorten it, or use the \`post\` or \`session\` transport.`,
    )
  }
  return address
}

export function isSameOrigin(address: URL): boolean {
  return globalThis.location?.origin === address.origin
}
