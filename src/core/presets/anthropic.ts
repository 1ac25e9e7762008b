import { textOf } from '../text.ts'
import type { ChatMessage, FilePart } from '../types.ts'
import { base64Of, isImage, rejectFile, toNamedText } from './fileContent.ts'
import {
  joinUrl,
  headersWithKey,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import {
  callsWithOutput,
  parseToolArguments,
  toolOutputText,
  toolsField,
} from '../tools/wireForm.ts'

/**
 * Creates the options for Anthropic's Messages API.
 *
 * @param options `baseURL` defaults to Anthropic's own, `https://api.anthropic.com/v1`; `max_tokens`, which
 *   is required there, defaults to 4,096; set another value in `parameters`
 * @see https://docs.anthropic.com/en/api/messages
 * @example
 * const chat = useChatStream(anthropic({ baseURL: '/anthropic/v1', model: 'claude-sonnet-4-5' }))
 */
export function anthropic(options: ModelOptions): Preset {
  checkPreset(options, modelOptionNames, 'model')
  const { baseURL = 'https://api.anthropic.com/v1', model, system, parameters, body } = options
  return {
    url: joinUrl(baseURL, 'messages'),
    transport: 'post',
    dialect: 'anthropic',
    headers: headersWithKey(
      { ...options, headers: { 'anthropic-version': '2023-06-01', ...options.headers } },
      // Without the second header, Anthropic's server rejects every request from a page.
      (key) => ({ 'x-api-key': key, 'anthropic-dangerous-direct-browser-access': 'true' }),
    ),
    secretHeaders: ['x-api-key'],
    body(request) {
      const sentMessages = messagesToSend(request, undefined)
      const systemTexts = sentMessages.filter(({ role }) => role === 'system').map(textOf)
      const instructions = [system, ...systemTexts].filter(Boolean).join('\n\n')
      return {
        model,
        max_tokens: 4096,
        ...(instructions ? { system: instructions } : {}),
        messages: sentMessages.filter(({ role }) => role !== 'system').flatMap(toMessages),
        stream: true,
        ...toolsField(request, ({ name, description, inputSchema: input_schema }) => ({
          name,
          description,
          input_schema,
        })),
        ...parameters,
        ...body,
      }
    },
  }
}

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const text = textOf({ parts })
  const files = role === 'user' ? parts.filter((part) => part.type === 'file') : []
  const calls = callsWithOutput(parts)
  const content = [
    ...files.map(toBlock),
    ...(text ? [{ type: 'text', text }] : []),
    ...calls.map((call) => ({
      type: 'tool_use',
      id: call.id,
      name: call.name,
      input: parseToolArguments(call),
    })),
  ]
  const results = calls.map((call) => ({
    type: 'tool_result',
    tool_use_id: call.id,
    content: toolOutputText(call),
    ...(call.output === undefined && { is_error: true }),
  }))
  return [
    ...(content.length > 0 ? [{ role, content }] : []),
    ...(results.length > 0 ? [{ role: 'user', content: results }] : []),
  ]
}

function toBlock(file: FilePart): object {
  const text = toNamedText(file)
  if (text !== undefined) return { type: 'text', text }
  const data = base64Of(file)
  const source = data
    ? { type: 'base64', media_type: file.mediaType, data }
    : { type: 'url', url: file.url }
  if (isImage(file)) return { type: 'image', source }
  if (file.mediaType === 'application/pdf') return { type: 'document', source }
  return rejectFile(file, 'Anthropic')
}
