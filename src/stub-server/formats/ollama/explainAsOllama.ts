import type { Problem } from '../../../server/internal.ts'

/** Sends an error in Ollama's format. */
export function explainAsOllama({ status, message, headers }: Problem): Response {
  return Response.json(
    { error: message },
    { status, headers: { ...headers, 'Cache-Control': 'no-store' } },
  )
}
