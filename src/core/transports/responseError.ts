import { ChatStreamError } from '../errors.ts'
import { MAX_BODY_LENGTH, readBodyStart } from './readBodyStart.ts'
import { rejectRedirect } from './redirects.ts'
import { readRetryAfter } from './retryAfter.ts'
import { parseServerError } from './serverError.ts'

/**
 * Creates the error for a response whose status is not 2xx, with the server's own message if the body has
 * one.
 */
export async function responseError(response: Response): Promise<ChatStreamError> {
  return toError(response, await readBodyStart(response))
}

/**
 * Creates the error for a request whose response is not an answer.
 *
 * @throws {ChatStreamError} `redirect` for a redirect that was not followed
 */
export async function toRequestError(response: Response, url: URL): Promise<ChatStreamError> {
  rejectRedirect(response, url)
  return responseError(response)
}

function toError({ status, headers }: Response, body: string): ChatStreamError {
  const { message, code } = parseServerError(body)
  return new ChatStreamError('http', `The server answered ${status}: ${message}`, {
    status,
    body: body.slice(0, MAX_BODY_LENGTH),
    code,
    retryAfter: readRetryAfter(headers, status),
    ...(headers.get('x-should-retry') === 'true' ? { shouldRetry: true } : {}),
  })
}
