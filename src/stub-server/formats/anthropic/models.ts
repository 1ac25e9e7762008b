import type { StubContext } from '../../context.ts'

/** Recognizes Anthropic's clients, which need another list than OpenAI's at the same path, by their header. */
export function isAnthropic({ headers }: Request): boolean {
  return headers.has('Anthropic-Version')
}

/** Answers `GET /v1/models` in Anthropic's format: a list with the only model. */
export function listAnthropicModels({ settings }: StubContext): Response {
  const id = settings.modelName
  const model = { type: 'model', id, display_name: id, created_at: '2025-01-01T00:00:00Z' }
  return Response.json({ data: [model], has_more: false, first_id: id, last_id: id })
}
