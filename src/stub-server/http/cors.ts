import { Problem } from './problem.ts'

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Host names that nobody can point at this machine from outside: addresses, names without a dot, and
 * the endings that are kept for private use. Any other name may be DNS rebinding at work.
 */
const PRIVATE_HOST =
  /^(?:[\d.]+|\[[\da-f:.]+\]|[^.]+|.+\.(?:localhost|local|internal|test|lan|home\.arpa))$/i

/** What a page may read of an answer's head, beside what every page may. */
const EXPOSED = 'Retry-After, Request-Id, X-Vercel-AI-UI-Message-Stream'

/** Who may ask: pages of this server itself, and of the origins on the list. */
export class Cors {
  readonly #listed: ReadonlySet<string>
  readonly #allowsLoopback: boolean

  constructor(origins: readonly string[]) {
    this.#allowsLoopback = origins.includes('loopback')
    this.#listed = new Set(origins.filter((origin) => origin !== 'loopback').map(normalise))
  }

  /**
   * Refuses what a stranger's page started, even where it could not read the answer: a run costs.
   *
   * @throws Problem 403
   */
  check(request: Request, url: URL): void {
    if (!PRIVATE_HOST.test(url.hostname) && !this.#lists(url.host)) {
      throw new Problem(403, `This server is not known as ${url.host}. ${addOrigin(url.origin)}`)
    }
    const origin = request.headers.get('Origin')
    const isCrossSite = request.headers.get('Sec-Fetch-Site') === 'cross-site'
    if (origin === null ? isCrossSite : !this.#allows(origin, url)) {
      const who = origin ?? 'other sites'
      throw new Problem(403, `Pages of ${who} may not ask this server. ${addOrigin(who)}`)
    }
  }

  /** Answers the question that a browser asks before a request. */
  preflight(request: Request, methods: readonly string[]): Response {
    const allow = methods.join(', ')
    const headers = new Headers({ Allow: allow })
    if (request.headers.has('Access-Control-Request-Method')) {
      headers.set('Access-Control-Allow-Methods', allow)
      headers.set('Access-Control-Max-Age', '600')
      // The origin is allowed, so any header of its is: clients bring their own (`x-stainless-…`).
      const asked = request.headers.get('Access-Control-Request-Headers')
      if (asked !== null) headers.set('Access-Control-Allow-Headers', asked)
      if (request.headers.has('Access-Control-Request-Private-Network')) {
        headers.set('Access-Control-Allow-Private-Network', 'true')
      }
    }
    return new Response(null, { status: 204, headers })
  }

  /** Lets an allowed page read a response. */
  expose(response: Response, request: Request, url: URL): Response {
    response.headers.append('Vary', 'Origin')
    const origin = request.headers.get('Origin')
    if (origin === null || !this.#allows(origin, url)) return response
    response.headers.set('Access-Control-Allow-Origin', origin)
    response.headers.set('Access-Control-Expose-Headers', EXPOSED)
    // Credentials go with origins that somebody wrote down, never with a rule that reflects.
    if (this.#listed.has(origin)) response.headers.set('Access-Control-Allow-Credentials', 'true')
    return response
  }

  #allows(origin: string, url: URL): boolean {
    if (this.#listed.has(origin)) return true
    if (this.#allowsLoopback && LOOPBACK.test(origin)) return true
    // By host alone: behind a proxy that ends TLS this server sees http where the page is https.
    return URL.canParse(origin) && new URL(origin).host === url.host
  }

  #lists(host: string): boolean {
    return [...this.#listed].some((origin) => new URL(origin).host === host)
  }
}

function normalise(origin: string): string {
  if (URL.canParse(origin) && /^https?:$/.test(new URL(origin).protocol)) {
    return new URL(origin).origin
  }
  throw new RangeError(`An origin looks like https://app.example, not like ${origin}.`)
}

function addOrigin(origin: string): string {
  const example = URL.canParse(origin) ? origin : 'https://app.example'
  return `To allow it, start the server with --origin ${example}`
}
