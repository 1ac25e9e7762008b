import type { Exchange, StubContext } from '../../context.ts'

/** Answers `GET /v1beta/models`: the only model, and one that supports only embeddings. */
export function listGeminiModels(_: Exchange, { settings }: StubContext): Response {
  const models = [
    describe(settings.modelName, ['generateContent', 'countTokens']),
    describe('stub-embedding', ['embedContent']),
  ]
  return Response.json({ models })
}

function describe(name: string, supportedGenerationMethods: readonly string[]) {
  return { name: `models/${name}`, version: '1', displayName: name, supportedGenerationMethods }
}
