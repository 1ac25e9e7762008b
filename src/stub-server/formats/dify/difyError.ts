import type { Problem } from '../../../server/internal.ts'

/** Sends an error in Dify's format. */
export function explainAsDify({ status, message, headers }: Problem): Response {
  return Response.json(difyError(status, message), {
    status,
    headers: { ...headers, 'Cache-Control': 'no-store' },
  })
}

/** @param code @default Dify's code for the status */
export function difyError(status: number, message: string, code = codeOf(status)): object {
  return { code, message, status }
}

function codeOf(status: number): string {
  return CODES[status] ?? (status < 500 ? 'invalid_param' : 'internal_server_error')
}

const CODES: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
}
