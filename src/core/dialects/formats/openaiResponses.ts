import { asNumber, asObjects, isObject, toText, valueAt, type JsonObject } from '../../json.ts'
import type { Dialect, DialectState } from '../../types.ts'
import { responsesEvents } from '../eventNames.ts'
import { readError } from '../reading/endMarks.ts'
import { decodeFindings, type Findings } from '../reading/findings.ts'

/**
 * OpenAI's Responses API.
 *
 * The events `*.done` and the final response contain whole texts. These win over the deltas, some of which
 * may be lost. An event whose number was read before is skipped: a stream that is requested again repeats
 * it.
 *
 * Proof of the end: `response.completed` or `response.incomplete`.
 *
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export const openaiResponses: Dialect = {
  name: 'openai-responses',
  // A getter, so that bundlers can leave out a dialect that is not used: they keep calls at the top level.
  get events() {
    return responsesEvents()
  },

  decode: (record, state) => decodeFindings(record, state, read),
}

function read(payload: JsonObject, state: DialectState): Findings | readonly Findings[] {
  // A server that does not stream sends the final response.
  if (payload['object'] === 'response')
    return readResponse(payload, `response.${payload['status']}`)
  const { type, response, item, annotation, sequence_number, output_index: place } = payload
  if (isObject(response)) {
    const { id } = response
    // One body may contain several responses, such as the steps of an agent. Each numbers its events from
    // the start.
    if (type === 'response.created' && id !== state['id']) {
      Object.assign(state, { id, last: 0, text: '', reasoning: '', refusal: '' })
    }
    return readResponse(response, toText(type) ?? '')
  }
  const number = asNumber(sequence_number) ?? Infinity
  const last = asNumber(state['last']) ?? 0
  // A server that does not count sends 0 every time.
  if (number <= last && last) return []
  if (number < Infinity) state['last'] = number
  if (isObject(item)) return readCall(item, place)
  return annotation ? { sources: [annotation] } : readPiece(payload, state['id'])
}

/** Reads a delta of a text or of a call's arguments, or the whole of it. */
function readPiece(payload: JsonObject, id: unknown): Findings {
  const { type, delta, text, refusal, part, output_index: place, ...indexes } = payload
  const { summary_index, content_index = summary_index } = indexes
  const [, name = '', step] = (toText(type) ?? '').split('.')
  const allArgs = argumentsOf(payload)
  if (/_call/.test(name)) return { tool: (delta ?? allArgs) && { place, args: delta, allArgs } }
  // Each part of a reasoning summary is a paragraph of its own.
  if (part) return { reasoning: step === 'added' && summary_index ? '\n\n' : '' }
  const [kind = ''] = /refusal|reasoning|text/.exec(name) ?? []
  const block = [id, place, content_index, name].map(toText).join()
  return { [kind]: delta ?? text ?? refusal, block, isWhole: step === 'done' }
}

function argumentsOf({ arguments: args, input, code, action }: JsonObject): unknown {
  return args ?? input ?? code ?? action
}

/** Tools that OpenAI runs. Some of their calls have no result. */
const HOSTED_TOOLS = /^(web_search|file_search|code_interpreter|image_generation|mcp)/

/** Reads a tool call with its result. The result of an image tool is a file. */
function readCall(item: JsonObject, place?: unknown): Findings {
  const { type, id, call_id = id, output, results = output, error, status } = item
  const [, kind, step] = /^(\w+)_(call|approval_request)$/.exec(toText(type) ?? '') ?? []
  if (!kind) return {}
  // OpenAI's built-in tools have no name: use their type instead.
  const { name = kind, output_format } = item
  const mediaType = `image/${toText(output_format) ?? 'png'}`
  const result = toText(item['result'])
  const isRequest = step !== 'call'
  const isDone = status === 'completed' && HOSTED_TOOLS.test(kind)
  return {
    tool: {
      id: call_id,
      place,
      name,
      allArgs: argumentsOf(item),
      output: results,
      state: isRequest ? 'approval-requested' : isDone ? 'output-available' : undefined,
      approvalId: isRequest ? id : undefined,
      error: error ?? (status === 'failed' && status),
    },
    file: { mediaType, url: result && `data:${mediaType};base64,${result}` },
  }
}

/** Reads the final response, which contains the whole answer or its failure. */
function readResponse(response: JsonObject, type: string): readonly Findings[] {
  const items = asObjects(response['output'])
  const parts = items
    .filter((item) => item['type'] === 'message')
    .flatMap(({ content }) => asObjects(content))
  return [
    { events: type === 'response.failed' ? [readError(JSON.stringify(response))] : [] },
    ...items.map((item) => ({ ...readCall(item), file: undefined })),
    {
      text: parts.map(({ text }) => toText(text)).join(''),
      refusal: parts.map(({ refusal }) => toText(refusal)).join(''),
      isWhole: true,
      sources: parts.flatMap(({ annotations }) => annotations),
      usage: response['usage'],
      reason: valueAt(response, 'incomplete_details.reason'),
      finish: /\.(in)?complete/.test(type) && type,
    },
  ]
}
