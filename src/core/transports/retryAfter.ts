/**
 * Returns how long a server asks the client to wait, in milliseconds: `Retry-After-Ms`, `Retry-After`, or,
 * with status 429, when the exhausted limit is reset.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 * @see https://platform.openai.com/docs/guides/rate-limits#rate-limits-in-headers
 */
export function readRetryAfter(
  headers: Headers,
  status: number,
  now = Date.now(),
): number | undefined {
  const milliseconds = headers.get('retry-after-ms')
  let delay =
    parseRetryAfter(milliseconds && `${milliseconds}ms`, now) ??
    parseRetryAfter(headers.get('retry-after'), now)
  if (delay !== undefined || status !== 429) return delay
  for (const [name, value] of headers) {
    const isExhausted = !Number(headers.get(name.replace('reset', 'remaining')))
    const reset = /ratelimit.*reset/.test(name) && isExhausted ? parseRetryAfter(value, now) : 0
    if (reset) delay = Math.max(delay ?? 0, reset)
  }
  return delay
}

/** Milliseconds per unit of a duration such as `6m0.5s`. */
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/**
 * Parses seconds, a duration such as `1m2.5s`, an HTTP date, or a time in seconds or milliseconds since
 * 1970, to milliseconds from `now`.
 *
 * @returns undefined if the value is missing or invalid
 */
export function parseRetryAfter(value: string | null, now = Date.now()): number | undefined {
  if (!value) return undefined
  let delay = 0
  const rest = value.replace(/([\d.]+)(ms|[smh])/g, (_, count: string, unit: string) => {
    delay += Number(count) * (UNITS[unit] ?? 0)
    return ''
  })
  if (rest) {
    delay = Number(value) * 1000
    if (Number.isNaN(delay)) delay = Date.parse(value) - now
    // A time since 1970, in seconds or milliseconds.
    else if (delay > 1e12) delay = (delay < 1e15 ? delay : delay / 1000) - now
  }
  return Number.isFinite(delay) ? Math.max(0, delay) : undefined
}
