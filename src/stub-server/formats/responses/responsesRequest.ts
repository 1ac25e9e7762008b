import type { Turn } from '../../model.ts'
import {
  isObject,
  type JsonObject,
  lastQuestion,
  Problem,
  readTurns,
} from '../../../server/internal.ts'
import type { LiveRequest } from '../liveAnswer.ts'
import { toolNames } from '../toolNames.ts'

/** The fields of a `POST /v1/responses` request that the stub uses. */
export interface ResponsesRequest extends LiveRequest {
  readonly model: string
  readonly instructions: string | null
}

/** Parses the body of a request. @throws Problem 400 */
export function readResponsesRequest(body: JsonObject): ResponsesRequest {
  const { model, instructions, stream, max_output_tokens: maxTokens } = body
  if (typeof model !== 'string' || model === '') throw missing('model')
  if (body['previous_response_id'] != null) {
    throw new Problem(
      400,
      `Previous response with id '${String(body['previous_response_id'])}' not found. ` +
        'This server stores no responses: send all messages of the conversation as "input".',
    )
  }
  if (maxTokens != null && !(typeof maxTokens === 'number' && maxTokens > 0)) {
    throw new Problem(400, "Invalid 'max_output_tokens': expected a number above 0.")
  }
  const system = typeof instructions === 'string' ? instructions : null
  const turns = readInput(body['input'])
  return {
    model,
    instructions: system,
    message: lastQuestion(turns),
    turns: system === null ? turns : [{ role: 'system', content: system }, ...turns],
    tools: toolNames(body['tools']),
    stream: stream === true,
    maxTokens: maxTokens ?? Infinity,
  }
}

function readInput(input: unknown): Turn[] {
  if (input === undefined) throw missing('input')
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  if (!Array.isArray(input)) {
    throw new Problem(400, "Invalid type for 'input': expected a string or an array.")
  }
  const calls = new Set<unknown>()
  return input.flatMap((item: unknown, index) => readItem(item, index, calls))
}

/** @param calls ids of the tool calls so far; every output must belong to one of them */
function readItem(item: unknown, index: number, calls: Set<unknown>): Turn[] {
  if (!isObject(item))
    throw new Problem(400, `Invalid type for 'input[${index}]': expected an object.`)
  const { type = 'message', call_id: id, output } = item
  switch (type) {
    case 'message': {
      const turns = readTurns([item])
      if (turns) return turns
      throw new Problem(
        400,
        `Invalid value for 'input[${index}]': a message must have a role and a content.`,
      )
    }
    case 'function_call':
      calls.add(id)
      return []
    case 'function_call_output':
      if (!calls.has(id)) {
        throw new Problem(
          400,
          `No tool call found for function call output with call_id ${String(id)}.`,
        )
      }
      return [
        { role: 'tool', content: typeof output === 'string' ? output : JSON.stringify(output) },
      ]
    default:
      // The stub has no use for reasoning and other items.
      return []
  }
}

function missing(parameter: string): Problem {
  return new Problem(400, `Missing required parameter: '${parameter}'.`)
}
