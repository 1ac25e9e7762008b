import type { ChatMessageError } from '../../core/index.ts'

/** Returns the key of the text that says what happened and what the user can do. */
export function errorTextKey(error: ChatMessageError | undefined): string {
  if (!error) return 'error.unknown'
  if (error.kind === 'http') return `error.http.${httpReason(error.status ?? 0)}`
  return `error.${error.kind}`
}

function httpReason(status: number): string {
  if (status === 401 || status === 407) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 404 || status === 405 || status === 410) return 'notFound'
  if (status === 413) return 'tooLarge'
  if (status === 429) return 'tooMany'
  if (status >= 500) return 'failing'
  return 'other'
}
