import type { IncomingMessage } from 'node:http'
import { PRIVATE_HOST, Problem } from '../../server/internal.ts'

const LOOPBACK_NAME = /^(?:(?:.+\.)?localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i

/** Returns whether an interface can be reached only from this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAME.test(host.includes(':') ? `[${host}]` : host)
}

/**
 * Refuses a request under a host name that an outsider can point at this machine (DNS rebinding): to the browser, the
 * page of that name and this server would be one origin.
 *
 * @param host - the interface on which the server listens. Beyond loopback, IP addresses and names of private networks
 * are accepted, too.
 * @throws Problem 403
 */
export function checkHost({ headers }: IncomingMessage, host: string): void {
  const name = nameIn(headers.host)
  const isOwn = name === host.toLowerCase()
  if (isOwn || LOOPBACK_NAME.test(name)) return
  if (!isLoopback(host) && PRIVATE_HOST.test(name)) return
  throw new Problem(
    403,
    'This host name may not be used for the app. Open the URL that the command has printed.',
  )
}

function nameIn(host = ''): string {
  return host.replace(/:\d*$/, '').toLowerCase()
}

/**
 * Refuses a request that no page of this server has sent: a page of another site could not read the answer, but it
 * would start a run.
 *
 * @param startsRun - whether a GET at this URL starts a run, which an `<img>` could do
 * @throws Problem 403, or 415 for a body that a form could send
 */
export function checkPage({ method, headers }: IncomingMessage, startsRun: boolean): void {
  const { host = '', origin, referer = '' } = headers
  const hosts = [`http://${host}`, `https://${host}`]
  if (origin !== undefined && !hosts.includes(origin.toLowerCase())) throw otherPage()
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw otherPage()
  if (method === 'POST' && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    throw new Problem(415, 'A question must be JSON: send Content-Type: application/json.')
  }
  // Safari before 16.4, and every browser over plain HTTP to another machine, don't name the page of a GET.
  const isBrowser = headers['user-agent']?.startsWith('Mozilla/') ?? false
  if (!isBrowser || !startsRun || site !== undefined || origin !== undefined) return
  if (URL.canParse(referer) && new URL(referer).host === host) return
  throw new Problem(
    403,
    'This browser does not say which page sends the question in a URL. Start the command with --transport post or ' +
      'session if the endpoint takes them, or open the app as http://localhost.',
  )
}

function otherPage(): Problem {
  return new Problem(403, 'Only the app itself may send requests here, not pages of other origins.')
}
