const PHRASES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  416: 'Range Not Satisfiable',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
}

/** An HTTP error: thrown anywhere below the handler, sent as problem+json (RFC 9457). */
export class Problem extends Error {
  override readonly name: string = 'Problem'
  readonly status: number
  readonly headers: Readonly<Record<string, string>>

  /**
   * @param detail what happened, to what, and what to do; the client reads it
   */
  constructor(status: number, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail)
    this.status = status
    this.headers = headers
  }

  get title(): string {
    return PHRASES[this.status] ?? 'Error'
  }
}

/** Creates the error for a path that does not support the request's method. */
export function methodNotAllowed(allowed: readonly string[]): Problem {
  const allow = allowed.join(', ')
  return new Problem(405, `This URL supports only ${allow}.`, { Allow: allow })
}

export function problemResponse(problem: Problem): Response {
  const { title, status, message: detail, headers } = problem
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: {
      ...headers,
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
