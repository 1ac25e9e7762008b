import type { Problem } from '../../http/problem.ts'

/** Tells of a refusal as Ollama does. */
export function explainAsOllama({ status, message, headers }: Problem): Response {
  return Response.json(
    { error: message },
    { status, headers: { ...headers, 'Cache-Control': 'no-store' } },
  )
}
