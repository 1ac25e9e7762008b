import { ChatStreamError } from '../errors.ts'

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
