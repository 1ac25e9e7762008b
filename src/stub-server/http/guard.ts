import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from './problem.ts'
import { sendProblem } from './sendResponse.ts'

/**
 * Makes a request listener that answers 500 if `listener` throws or rejects, and that never does so itself.
 * Without it one such request ends the process. An error in the middle of a response breaks its connection.
 */
export function guard(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    try {
      await listener(request, response)
    } catch (error) {
      console.error(`${request.method} ${request.url} failed:`, error)
      if (response.headersSent) response.destroy()
      else await sendProblem(new Problem(500, 'The server failed. Its log says why.'), response)
    }
  }
}
