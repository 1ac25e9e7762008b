import type { StubContext } from '../../context.ts'

/** Anthropic's clients say so, and want another list at the address that OpenAI's have, too. */
export function isAnthropic({ headers }: Request): boolean {
  return headers.has('Anthropic-Version')
}

/** `GET /v1/models` as Anthropic answers it: the one model that answers here. */
export function listAnthropicModels({ settings }: StubContext): Response {
  const id = settings.modelName
  const model = { type: 'model', id, display_name: id, created_at: '2025-01-01T00:00:00Z' }
  return Response.json({ data: [model], has_more: false, first_id: id, last_id: id })
}
