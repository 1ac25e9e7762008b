import type { Problem } from '../../../server/internal.ts'

/** Sends an error in Anthropic's format. */
export function explainAsAnthropic(problem: Problem): Response {
  const requestId = createRequestId()
  const { status, message, headers } = problem
  return Response.json(
    { ...anthropicError(status, message), request_id: requestId },
    { status, headers: { ...headers, 'Cache-Control': 'no-store', 'Request-Id': requestId } },
  )
}

export function anthropicError(status: number, message: string): object {
  const type = ERROR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
  return { type: 'error', error: { type, message } }
}

export function createRequestId(): string {
  return `req_${crypto.randomUUID()}`
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
}
