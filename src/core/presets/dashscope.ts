import { textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'
import { rejectFile, toNamedText } from './fileContent.ts'
import {
  headersWithKey,
  joinUrl,
  messagesToSend,
  type ModelOptions,
  type Preset,
  checkPreset,
  modelOptionNames,
} from './preset.ts'
import {
  argumentsText,
  callsWithOutput,
  toFunctionTool,
  toolOutputText,
  toolsField,
} from '../tools/wireForm.ts'

/**
 * Creates the options for the text models of Alibaba's DashScope (Model Studio), with its own API. Its
 * OpenAI-compatible API works with `openAI()`.
 *
 * @param options `baseURL` defaults to the one in Beijing, `https://dashscope.aliyuncs.com/api/v1`
 * @see https://www.alibabacloud.com/help/en/model-studio/qwen-api-via-dashscope
 * @example
 * const chat = useChatStream(dashscope({ baseURL: '/dashscope/api/v1', model: 'qwen-plus' }))
 */
export function dashscope(options: ModelOptions): Preset {
  checkPreset(options, modelOptionNames, 'model')
  const { baseURL = 'https://dashscope.aliyuncs.com/api/v1', model, system } = options
  const { parameters, body, headers } = options
  return {
    url: joinUrl(baseURL, 'services/aigc/text-generation/generation'),
    transport: 'post',
    dialect: 'dashscope',
    headers: headersWithKey({ ...options, headers: { 'x-dashscope-sse': 'enable', ...headers } }),
    body: (request) => ({
      model,
      input: { messages: messagesToSend(request, system).flatMap(toMessages) },
      // Without `incremental_output`, each payload repeats the whole text so far.
      parameters: {
        result_format: 'message',
        incremental_output: true,
        ...toolsField(request, toFunctionTool),
        ...parameters,
      },
      ...body,
    }),
  }
}

function toMessages({ role, parts }: Pick<ChatMessage, 'role' | 'parts'>): readonly object[] {
  const files = parts
    .filter((part) => part.type === 'file')
    .map((file) => toNamedText(file) ?? rejectFile(file, 'DashScope'))
  const content = [textOf({ parts }), ...files].filter(Boolean).join('\n\n')
  const calls = callsWithOutput(parts)
  const tool_calls = calls.map((call) => ({
    id: call.id,
    type: 'function',
    function: { name: call.name, arguments: argumentsText(call) },
  }))
  return [
    ...(content.length + calls.length > 0
      ? [{ role, content, ...(calls.length > 0 ? { tool_calls } : {}) }]
      : []),
    ...calls.map((call) => ({
      role: 'tool',
      tool_call_id: call.id,
      content: toolOutputText(call),
    })),
  ]
}
