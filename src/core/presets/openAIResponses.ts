import { textOf } from '../text.ts'
import type { ChatMessage, FilePart, Transport } from '../types.ts'
import { responsesTransport } from './resuming/openAIResponses.ts'
import { timeoutsOf } from './localServer.ts'
import { isImage, toNamedText } from './fileContent.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import { argumentsText, callsWithOutput, toolOutputText, toolsField } from '../tools/wireForm.ts'

/** The options of {@link openAIResponses} for runs in the background. */
export interface BackgroundResponsesOptions extends ModelOptions {
  /**
   * Runs the model in the background: a lost answer is resumed, and Stop cancels the run. The server stores
   * the answer for that.
   */
  readonly background: true
}

/**
 * Creates the options for OpenAI's Responses API.
 *
 * With `background: true`, the rest of a lost answer is requested by its `sequence_number`. If the server
 * cannot stream it any more, the stored answer is read instead.
 *
 * @param options `baseURL` defaults to OpenAI's own, `https://api.openai.com/v1`
 * @see https://platform.openai.com/docs/api-reference/responses
 * @see https://platform.openai.com/docs/guides/background
 * @example
 * const chat = useChatStream(openAIResponses({ baseURL: '/openai', model: 'gpt-5' }))
 */
export function openAIResponses(options: BackgroundResponsesOptions): Preset<Transport>
export function openAIResponses(options: ModelOptions): Preset
export function openAIResponses(
  options: ModelOptions | BackgroundResponsesOptions,
): Preset<'post' | Transport> {
  checkPreset(options, [...modelOptionNames, 'background'], 'model')
  const isBackground = 'background' in options && options.background
  const { baseURL = 'https://api.openai.com/v1', model, system, parameters, body } = options
  return {
    url: joinUrl(baseURL, 'responses'),
    transport: isBackground ? responsesTransport() : 'post',
    dialect: 'openai-responses',
    headers: headersWithKey(options),
    ...timeoutsOf(baseURL),
    body: (request) => ({
      model,
      ...(system ? { instructions: system } : {}),
      input: messagesToSend(request, undefined).flatMap(toItems),
      stream: true,
      ...toolsField(request, ({ name, description, inputSchema: parameters }) => ({
        type: 'function',
        name,
        description,
        parameters,
        // Strict mode accepts only schemas without optional fields.
        strict: false,
      })),
      ...(isBackground ? { background: true, store: true } : {}),
      ...parameters,
      ...body,
    }),
  }
}

function toItems({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const type = role === 'assistant' ? 'output_text' : 'input_text'
  const files = parts.filter((part) => part.type === 'file')
  // The API does not accept the model's own images as input of the assistant.
  const content = [
    ...(text ? [{ type, text }] : []),
    ...(role === 'assistant' ? [] : files.map(toPiece)),
  ]
  const calls = callsWithOutput(parts)
  return [
    ...(content.length > 0 ? [{ role, content }] : []),
    ...calls.map((call) => ({
      type: 'function_call',
      call_id: call.id,
      name: call.name,
      arguments: argumentsText(call),
    })),
    ...calls.map((call) => ({
      type: 'function_call_output',
      call_id: call.id,
      output: toolOutputText(call),
    })),
  ]
}

function toPiece(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'input_text', text }
  if (isImage(file)) return { type: 'input_image', image_url: file.url }
  return file.url.startsWith('data:')
    ? { type: 'input_file', filename: file.name ?? 'file', file_data: file.url }
    : { type: 'input_file', file_url: file.url }
}
