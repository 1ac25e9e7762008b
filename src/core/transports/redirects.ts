import { ChatStreamError } from '../errors.ts'

const SECRET_NAME = /key|token|secret|auth/i

/**
 * Browsers and Node remove the first one before they follow a redirect to another origin; the second one is
 * not a secret.
 */
const HARMLESS_NAMES = ['authorization', 'idempotency-key']

/**
 * Returns the value for the `redirect` option of `fetch`: `manual` if a header carries a secret. Otherwise
 * `fetch` would send that header to the origin that a redirect names.
 *
 * @param secretHeaders names of headers that carry a secret, in addition to those that `SECRET_NAME`
 *   recognizes
 */
export function redirectMode(
  headers: Headers,
  secretHeaders: readonly string[] = [],
): RequestRedirect {
  const isSecret = (name: string) => SECRET_NAME.test(name) && !HARMLESS_NAMES.includes(name)
  const hasSecret =
    secretHeaders.some((name) => headers.has(name)) || [...headers.keys()].some(isSecret)
  return hasSecret ? 'manual' : 'follow'
}

/**
 * Throws if a response is a redirect that was not followed.
 *
 * @throws {ChatStreamError} `redirect`; browsers hide the status and the target, Node reports them
 */
export function rejectRedirect(response: Response, url: URL): void {
  const { type, status, headers } = response
  const location = headers.get('location')
  if (type !== 'opaqueredirect' && !(location && status > 299 && status < 400)) return
  response.body?.cancel().catch(() => undefined)
  const target = location && URL.canParse(location, url.href) ? ` to ${new URL(location, url)}` : ''
  throw new ChatStreamError(
    'redirect',
    `${url.origin}${url.pathname} redirects${target}. The redirect was not followed, because a header carries an API key. Use the final URL.`,
    { status: status || undefined },
  )
}
