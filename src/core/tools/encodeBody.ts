import { toFunctionTool, toolsField, toTextMessages } from './wireForm.ts'
import type { ChatRequest, Dialect } from '../types.ts'
import { callsOf, hasResult } from './toolCalls.ts'

/**
 * Adds tools and their results to a body that this package creates without a preset: in the form of Chat Completions
 * for the dialect `openai`, and as `tools` and `toolResults` for the others. A custom dialect that encodes its bodies
 * finds the tools in the request.
 */
export function encodeBody(
  { name, encode }: Pick<Dialect, 'name' | 'encode'>,
  request: ChatRequest,
  body: object,
): object {
  const { messages, tools } = request
  if (name === 'openai') {
    return {
      ...body,
      messages: messages.flatMap(toTextMessages),
      ...toolsField(request, toFunctionTool),
    }
  }
  if (encode) return body
  const last = messages.at(-1)
  const results = last?.role === 'assistant' ? callsOf(last).filter(hasResult) : []
  return {
    ...body,
    tools,
    ...(results.length > 0 && {
      toolResults: results.map(({ id, name, output, error }) => ({
        id,
        name,
        ...(error ? { error } : { output }),
      })),
    }),
  }
}
