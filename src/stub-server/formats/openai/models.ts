import type { Exchange, StubContext } from '../../context.ts'
import { Problem } from '../../../server/internal.ts'
import { isAnthropic, listAnthropicModels } from '../anthropic/models.ts'

/** Answers `GET /v1/models`: a list with the only model. */
export function listModels({ request }: Exchange, context: StubContext): Response {
  if (isAnthropic(request)) return listAnthropicModels(context)
  const { settings } = context
  return Response.json({ object: 'list', data: [describe(settings.modelName)] })
}

/** Answers `GET /v1/models/:name`. */
export function findModel(name: string, { settings }: StubContext): Response {
  if (decodeName(name) === settings.modelName) return Response.json(describe(settings.modelName))
  throw new Problem(404, `There is no such model. The only model is ${settings.modelName}.`)
}

function describe(id: string) {
  return { id, object: 'model', created: 1_735_689_600, owned_by: 'vue-chat-stream' }
}

function decodeName(name: string): string | undefined {
  try {
    return decodeURIComponent(name)
  } catch {
    return undefined
  }
}
