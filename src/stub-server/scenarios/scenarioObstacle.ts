import { Problem } from '../http/problem.ts'
import type { Scenario } from './scenarios.ts'
import { wait } from '../runs/wait.ts'

const HTML = `<!doctype html>
<html lang="en">
  <head><title>Welcome</title></head>
  <body><h1>It works!</h1><p>This is a web page, not a stream.</p></body>
</html>
`

/**
 * What stands before an answer in a scenario of the `response` layer.
 *
 * @returns a response in place of the answer, or undefined where the answer may follow
 * @throws Problem for the scenarios that are statuses
 */
export async function scenarioObstacle(
  { name, amount }: Scenario,
  signal: AbortSignal,
): Promise<Response | undefined> {
  switch (name) {
    case '401':
      throw new Problem(401, 'The key is missing or wrong.', { 'WWW-Authenticate': 'Bearer' })
    case '403':
      throw new Problem(403, 'This is not allowed to you.')
    case '404':
      throw new Problem(404, 'Nothing is at this address.')
    case '429':
      throw new Problem(429, `Too many questions. Wait ${amount} s.`, {
        'Retry-After': String(amount),
      })
    case '500':
      throw new Problem(500, 'The server failed before the answer began.')
    case '502':
      throw new Problem(502, 'The server behind this proxy does not answer.')
    case '503':
      throw new Problem(503, `The server is busy. Wait ${amount} s.`, {
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
