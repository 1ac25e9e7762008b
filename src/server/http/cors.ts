import { Problem } from './problem.ts'

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Host names that an outsider cannot point at this machine: IP addresses, names without a dot, and
 * top-level names reserved for private use. Any other name may be an attack by DNS rebinding.
 */
export const PRIVATE_HOST =
  /^(?:[\d.]+|\[[\da-f:.]+\]|[^.]+|.+\.(?:localhost|local|internal|test|lan|home\.arpa))$/i

/** Response headers that a page may read in addition to the CORS-safelisted ones. */
const EXPOSED_HEADERS = 'Retry-After, Request-Id, X-Vercel-AI-UI-Message-Stream'

/** Longest list of header names to allow, in characters. */
const MAX_HEADER_NAMES_LENGTH = 4_096

/** Decides which pages may send requests: those of this server itself and of the listed origins. */
export class Cors {
  readonly #listed: ReadonlySet<string>
  readonly #allowsLoopback: boolean

  readonly #isPrivate: boolean

  /**
   * @param origins origins whose pages may send requests; `loopback` stands for `localhost`, `127.0.0.1` and `[::1]`
   * on every port
   * @param isPrivate whether to refuse host names that an outsider can point at this machine (DNS rebinding); only
   * for a server without a public name
   * @throws RangeError if an origin is not one
   */
  constructor(origins: readonly string[], isPrivate = false) {
    this.#isPrivate = isPrivate
    this.#allowsLoopback = origins.includes('loopback')
    this.#listed = new Set(origins.filter((origin) => origin !== 'loopback').map(normalizeOrigin))
  }

  /**
   * Rejects a request from a page of an unknown origin. Such a page could not read the response, but it
   * would still start a run, which costs.
   *
   * @throws Problem 403
   */
  check(request: Request, url: URL): void {
    if (this.#isPrivate && !PRIVATE_HOST.test(url.hostname) && !this.#lists(url.host)) {
      throw new Problem(403, `The host ${url.host} is not allowed. ${addOrigin(url.origin)}`)
    }
    const origin = request.headers.get('Origin')
    if (origin !== null && !this.#allows(origin, url)) throw unknownPage(origin)
    checkPage(request, url, (from) => this.#allows(from, url))
  }

  /** Answers a preflight request (OPTIONS), which browsers send before certain requests. */
  preflight(request: Request, methods: readonly string[]): Response {
    const allow = methods.join(', ')
    const headers = new Headers({ Allow: allow })
    if (request.headers.has('Access-Control-Request-Method')) {
      headers.set('Access-Control-Allow-Methods', allow)
      headers.set('Access-Control-Max-Age', '600')
      // The origin is allowed, so allow all its headers: clients add their own (`x-stainless-…`).
      const requested = request.headers.get('Access-Control-Request-Headers')
      if (requested !== null && requested.length <= MAX_HEADER_NAMES_LENGTH)
        headers.set('Access-Control-Allow-Headers', requested)
      if (request.headers.has('Access-Control-Request-Private-Network')) {
        headers.set('Access-Control-Allow-Private-Network', 'true')
      }
    }
    return new Response(null, { status: 204, headers })
  }

  /** Adds the headers that let an allowed page read a response. */
  expose(response: Response, request: Request, url: URL): Response {
    response.headers.append('Vary', 'Origin')
    const origin = request.headers.get('Origin')
    if (origin === null || !this.#allows(origin, url)) return response
    response.headers.set('Access-Control-Allow-Origin', origin)
    response.headers.set('Access-Control-Expose-Headers', EXPOSED_HEADERS)
    // Allow credentials only for explicitly listed origins, never for those that a rule like `loopback` matches.
    if (this.#listed.has(origin)) response.headers.set('Access-Control-Allow-Credentials', 'true')
    return response
  }

  #allows(origin: string, url: URL): boolean {
    if (this.#listed.has(origin)) return true
    if (this.#allowsLoopback && LOOPBACK.test(origin)) return true
    // Compare only the host: behind a proxy that ends TLS, this server sees http where the page uses https.
    return URL.canParse(origin) && new URL(origin).host === url.host
  }

  #lists(host: string): boolean {
    return [...this.#listed].some((origin) => new URL(origin).host === host)
  }
}

function normalizeOrigin(origin: string): string {
  if (URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol)) {
    return new URL(origin).origin
  }
  throw new RangeError(
    `Option origins: an origin must look like https://app.example, not like ${origin}.`,
  )
}

/**
 * Refuses a request that a page of another site may have sent without asking (CORS), for example with an
 * `<img>`: the page could not read the answer, but it would start a run. Browsers say where a request comes
 * from in `Sec-Fetch-Site`, but not to a server on plain HTTP. There, a request of a browser must name its
 * page in `Origin` or `Referer`. Clients that are no browsers are not affected.
 *
 * @param allows returns whether pages of an origin may send requests
 * @throws Problem 403
 */
export function checkPage(request: Request, url: URL, allows: (origin: string) => boolean): void {
  const { headers } = request
  if (headers.has('Origin')) return
  const site = headers.get('Sec-Fetch-Site')
  if (site === 'cross-site') throw unknownPage('other sites')
  // A page cannot change this header in a request that it sends without asking.
  const isBrowser = headers.get('User-Agent')?.startsWith('Mozilla/') ?? false
  const startsRun = request.method === 'GET' && url.searchParams.has('message')
  if (site !== null || !isBrowser || !startsRun || LOOPBACK.test(url.origin)) return
  const referer = headers.get('Referer') ?? ''
  const from = URL.canParse(referer) ? new URL(referer) : undefined
  if (from && (from.host === url.host || allows(from.origin))) return
  throw unknownPage(from?.origin ?? 'unknown origin')
}

function unknownPage(pages: string): Problem {
  return new Problem(
    403,
    `Pages of ${pages} may not send requests to this server. ${addOrigin(pages)}`,
  )
}

function addOrigin(origin: string): string {
  const example = URL.canParse(origin) ? origin : 'https://app.example'
  return `To allow it, add the origin ${example} to the origins of this server (option origins, --origin).`
}
