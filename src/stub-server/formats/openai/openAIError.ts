import { ModelError } from '../../model.ts'
import type { Problem } from '../../../server/internal.ts'

/** Sends an error in OpenAI's format. */
export function explainAsOpenAI(problem: Problem): Response {
  return Response.json(openAIError(problem.status, problem), {
    status: problem.status,
    headers: { ...problem.headers, 'Cache-Control': 'no-store' },
  })
}

export function openAIError(status: number, error: Problem | ModelError): object {
  return {
    error: {
      message: error.message,
      type: ERROR_TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
      param: null,
      code: error instanceof ModelError ? error.code : null,
    },
  }
}

const ERROR_TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
}
