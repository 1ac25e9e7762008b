import type { IncomingMessage, ServerResponse } from 'node:http'
import { Problem } from './problem.ts'
import { sendProblem } from './sendResponse.ts'

/**
 * Wraps a request listener so that an exception or a rejection results in a 500 response. Without it,
 * one such request would end the process. An error in the middle of a response breaks the connection.
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
      else
        await sendProblem(new Problem(500, 'The server failed. Its log shows the cause.'), response)
    }
  }
}
