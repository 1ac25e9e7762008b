import { Problem, wait } from '../../server/internal.ts'
import type { Scenario } from './scenarios.ts'

const HTML = `<!doctype html>
<html lang="en">
  <head><title>Welcome</title></head>
  <body><h1>It works!</h1><p>This is a web page, not a stream.</p></body>
</html>
`

/**
 * Simulates the failure of a scenario of the `response` layer.
 *
 * @returns a response to send instead of the answer, or undefined if the answer may follow
 * @throws Problem for scenarios that are HTTP statuses
 */
export async function scenarioResponse(
  { name, amount }: Scenario,
  signal: AbortSignal,
): Promise<Response | undefined> {
  switch (name) {
    case '401':
      throw new Problem(401, 'The API key is missing or invalid.', { 'WWW-Authenticate': 'Bearer' })
    case '403':
      throw new Problem(403, 'You are not allowed to use this endpoint.')
    case '404':
      throw new Problem(404, 'There is no endpoint at this URL.')
    case '429':
      throw new Problem(429, `Too many requests. Try again in ${amount} s.`, {
        'Retry-After': String(amount),
      })
    case '500':
      throw new Problem(500, 'The server failed before the answer began.')
    case '502':
      throw new Problem(502, 'The server behind this proxy does not respond.')
    case '503':
      throw new Problem(503, `The server is busy. Try again in ${amount} s.`, {
        'Retry-After': String(amount),
      })
    case 'html':
      return new Response(HTML, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
    case 'no-headers':
      await wait(amount, signal)
      return undefined
    default:
      return undefined
  }
}
