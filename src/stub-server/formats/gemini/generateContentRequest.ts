import type { Turn } from '../../model.ts'
import { isObject, type JsonObject, lastQuestion, Problem } from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

const ROLES: Readonly<Record<string, string>> = {
  user: 'user',
  model: 'assistant',
  function: 'user',
}

/** Parses the body of a request. @throws Problem 400 */
export function readGenerateContentRequest(body: JsonObject): Omit<LiveRequest, 'stream'> {
  const { contents, tools, generationConfig } = body
  if (!Array.isArray(contents) || contents.length === 0) {
    throw new Problem(400, '* GenerateContentRequest.contents: contents is not specified\n')
  }
  const turns = contents.flatMap((content: unknown, index) => readContent(content, index))
  // The service accepts the field names of protocol buffers in addition to those of JSON.
  const system = textOf(partsOf(body['systemInstruction'] ?? body['system_instruction']))
  const config = isObject(generationConfig) ? generationConfig : {}
  const { maxOutputTokens = Infinity } = config
  if (typeof maxOutputTokens !== 'number' || !(maxOutputTokens > 0)) {
    throw new Problem(400, 'max_output_tokens must be positive.')
  }
  return {
    message: lastQuestion(turns),
    turns: system === '' ? turns : [{ role: 'system', content: system }, ...turns],
    tools: (Array.isArray(tools) ? tools : []).flatMap((tool: unknown) =>
      isObject(tool)
        ? toolNames(tool['functionDeclarations'] ?? tool['function_declarations'])
        : [],
    ),
    maxTokens: maxOutputTokens,
  }
}

function readContent(content: unknown, index: number): Turn[] {
  const vendorRole = isObject(content) ? (content['role'] ?? 'user') : undefined
  const role = typeof vendorRole === 'string' ? ROLES[vendorRole] : undefined
  if (role === undefined) throw new Problem(400, 'Please use a valid role: user, model.')
  const parts = partsOf(content)
  if (parts.length === 0) {
    throw new Problem(
      400,
      `* GenerateContentRequest.contents[${index}].parts: contents.parts must not be empty.\n`,
    )
  }
  const outputs = parts.flatMap((part) => {
    const result = part['functionResponse'] ?? part['function_response']
    return isObject(result) ? [JSON.stringify(result['response'] ?? {})] : []
  })
  const text = textOf(parts)
  return [
    ...outputs.map((output) => ({ role: 'tool', content: output })),
    // A content with only function results is not a new question.
    ...(text === '' && outputs.length > 0 ? [] : [{ role, content: text }]),
  ]
}

function partsOf(content: unknown): JsonObject[] {
  const parts: unknown = isObject(content) ? content['parts'] : undefined
  return (Array.isArray(parts) ? parts : [parts]).filter(isObject)
}

/** Joins the text of parts, without the reasoning that a client sends back. */
function textOf(parts: readonly JsonObject[]): string {
  return parts
    .filter(({ thought }) => thought !== true)
    .map(({ text }) => (typeof text === 'string' ? text : ''))
    .join('')
}
