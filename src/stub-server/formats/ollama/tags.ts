import type { Exchange, StubContext } from '../../context.ts'

/** Answers `GET /api/tags`: a list with the only model. */
export function listTags(_: Exchange, { settings }: StubContext): Response {
  const model = {
    name: settings.modelName,
    model: settings.modelName,
    modified_at: '2025-01-01T00:00:00Z',
    size: 0,
    digest: '',
    details: {
      parent_model: '',
      format: 'stub',
      family: 'stub',
      families: ['stub'],
      parameter_size: '0',
      quantization_level: '',
    },
  }
  return Response.json({ models: [model] })
}
