const SECRET_NAME = /key|token|secret|auth/i

/**
 * Browsers and Node remove the first one before they follow a redirect to another origin; the second one is
 * not a secret.
 */
const HARMLESS_NAMES = /^(authorization|idempotency-key)$/

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
  const isSecret = (name: string) => SECRET_NAME.test(name) && !HARMLESS_NAMES.test(name)
  const hasSecret =
    secretHeaders.some((name) => headers.has(name)) || [...headers.keys()].some(isSecret)
  return hasSecret ? 'manual' : 'follow'
}
