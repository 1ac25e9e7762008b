import type { Problem } from '../../../server/internal.ts'

/** Sends an error in Google's format. */
export function explainAsGemini({ status, message, headers }: Problem): Response {
  return Response.json(geminiError(status, message), {
    status,
    headers: { ...headers, 'Cache-Control': 'no-store' },
  })
}

export function geminiError(code: number, message: string): object {
  const status = STATUSES[code] ?? (code < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL')
  return { error: { code, message, status } }
}

const STATUSES: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
}
