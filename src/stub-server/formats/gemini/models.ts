import type { Exchange, StubContext } from '../../context.ts'

/** `GET /v1beta/models`: the one model that answers here, and one of those that only make numbers of texts. */
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
