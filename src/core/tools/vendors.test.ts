import type Anthropic from '@anthropic-ai/sdk'
import type { RunAgentInput } from '@ag-ui/core'
import type { GenerateContentParameters } from '@google/genai'
import type { ChatRequest as OllamaRequest } from 'ollama'
import type OpenAI from 'openai'
import { describe, expect, test, vi } from 'vitest'
import { agUi, anthropic, gemini, ollama, openAI, openAIResponses } from '../presets/index.ts'
import { createChatStream } from '../stream/createChatStream.ts'
import type { ChatStreamOptions } from '../stream/options.ts'
import { sendStream, startServer } from '../stream/scriptedServer.test-helper.ts'
import { textOf } from '../text.ts'
import { defineTools } from './defineTools.ts'
import { citySchema } from './toolTest.test-helper.ts'

const model = 'm'
const name = 'weather'
const description = 'Returns the weather.'
const schema = {
  type: 'object' as const,
  properties: { city: { type: 'string' } },
  required: ['city'],
}

const sse = (...payloads: readonly object[]) =>
  payloads.map((payload) => `data: ${JSON.stringify(payload)}\n\n`).join('')

interface Vendor {
  readonly options: (url: string) => ChatStreamOptions
  readonly contentType?: string
  /** The bodies of the two answers: two calls, and a text. */
  readonly answers: readonly [calls: string, text: string]
  /** The fields of the second request, with the type of the vendor's SDK. */
  readonly second: object
}

const openAIChunk = (delta: object, finish_reason: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason }],
})
const openAIAnswers = [
  sse(
    openAIChunk({ tool_calls: [{ index: 0, id: 'c1', function: { name, arguments: '{"city"' } }] }),
    openAIChunk({ tool_calls: [{ index: 0, function: { arguments: ':"Rome"}' } }] }),
    openAIChunk({
      tool_calls: [{ index: 1, id: 'c2', function: { name, arguments: '{"city":1}' } }],
    }),
    openAIChunk({}, 'tool_calls'),
  ),
  sse(openAIChunk({ content: '21 degrees' }), openAIChunk({}, 'stop')),
] as const
const WRONG = 'The arguments do not match the schema: city: Expected a string'
const openAIMessages = [
  { role: 'user', content: 'How warm is Rome?' },
  {
    role: 'assistant',
    content: null,
    tool_calls: [
      { id: 'c1', type: 'function', function: { name, arguments: '{"city":"Rome"}' } },
      { id: 'c2', type: 'function', function: { name, arguments: '{"city":1}' } },
    ],
  },
  { role: 'tool', tool_call_id: 'c1', content: '{"degrees":21}' },
  { role: 'tool', tool_call_id: 'c2', content: WRONG },
] satisfies OpenAI.ChatCompletionMessageParam[]
const functionTool = {
  type: 'function',
  function: { name, description, parameters: schema },
} satisfies OpenAI.ChatCompletionTool

const vendors: { readonly [name: string]: Vendor } = {
  'openAI()': {
    options: (baseURL) => openAI({ baseURL, model }),
    answers: openAIAnswers,
    second: {
      model,
      messages: openAIMessages,
      tools: [functionTool],
      stream: true,
      stream_options: { include_usage: true },
    } satisfies OpenAI.ChatCompletionCreateParamsStreaming,
  },
  'the dialect openai': {
    options: (url) => ({ url, transport: 'post', dialect: 'openai', body: { model } }),
    answers: openAIAnswers,
    second: {
      model,
      messages: openAIMessages,
      tools: [functionTool],
      stream: true,
    } satisfies OpenAI.ChatCompletionCreateParamsStreaming,
  },
  'openAIResponses()': {
    options: (baseURL) => openAIResponses({ baseURL, model }),
    answers: [
      sse(
        ...['c1', 'c2'].map((call_id, output_index) => ({
          type: 'response.output_item.done',
          output_index,
          item: {
            type: 'function_call',
            id: `f${output_index}`,
            call_id,
            name,
            arguments: call_id === 'c1' ? '{"city":"Rome"}' : '{"city":1}',
            status: 'completed',
          },
        })),
        { type: 'response.completed', response: { id: 'r1', output: [] } },
      ),
      sse(
        {
          type: 'response.output_text.delta',
          output_index: 0,
          content_index: 0,
          delta: '21 degrees',
        },
        { type: 'response.completed', response: { id: 'r2', output: [] } },
      ),
    ],
    second: {
      model,
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'How warm is Rome?' }] },
        { type: 'function_call', call_id: 'c1', name, arguments: '{"city":"Rome"}' },
        { type: 'function_call', call_id: 'c2', name, arguments: '{"city":1}' },
        { type: 'function_call_output', call_id: 'c1', output: '{"degrees":21}' },
        { type: 'function_call_output', call_id: 'c2', output: WRONG },
      ],
      tools: [{ type: 'function', name, description, parameters: schema, strict: false }],
      stream: true,
    } satisfies OpenAI.Responses.ResponseCreateParamsStreaming,
  },
  'anthropic()': {
    options: (baseURL) => anthropic({ baseURL, model }),
    answers: [
      sse(
        { type: 'message_start', message: { id: 'm1', content: [] } },
        {
          type: 'content_block_start',
          index: 0,
          content_block: { type: 'tool_use', id: 'c1', name, input: {} },
        },
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'input_json_delta', partial_json: '{"city":"Rome"}' },
        },
        {
          type: 'content_block_start',
          index: 1,
          content_block: { type: 'tool_use', id: 'c2', name, input: { city: 1 } },
        },
        { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
        { type: 'message_stop' },
      ),
      sse(
        { type: 'message_start', message: { id: 'm2', content: [] } },
        {
          type: 'content_block_delta',
          index: 0,
          delta: { type: 'text_delta', text: '21 degrees' },
        },
        { type: 'message_stop' },
      ),
    ],
    second: {
      model,
      max_tokens: 4096,
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'How warm is Rome?' }] },
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'c1', name, input: { city: 'Rome' } },
            { type: 'tool_use', id: 'c2', name, input: { city: 1 } },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'c1', content: '{"degrees":21}' },
            { type: 'tool_result', tool_use_id: 'c2', content: WRONG, is_error: true },
          ],
        },
      ],
      tools: [{ name, description, input_schema: schema }],
      stream: true,
    } satisfies Anthropic.MessageCreateParamsStreaming,
  },
  'gemini()': {
    options: (baseURL) => gemini({ baseURL, model }),
    answers: [
      sse({
        candidates: [
          {
            content: {
              role: 'model',
              parts: [
                { functionCall: { name, args: { city: 'Rome' } }, thoughtSignature: 'S' },
                { functionCall: { name, args: { city: 1 } } },
              ],
            },
            finishReason: 'STOP',
          },
        ],
      }),
      sse({ candidates: [{ content: { parts: [{ text: '21 degrees' }] }, finishReason: 'STOP' }] }),
    ],
    second: {
      contents: [
        { role: 'user', parts: [{ text: 'How warm is Rome?' }] },
        {
          role: 'model',
          parts: [
            { functionCall: { name, args: { city: 'Rome' } }, thoughtSignature: 'S' },
            { functionCall: { name, args: { city: 1 } } },
          ],
        },
        {
          role: 'user',
          parts: [
            { functionResponse: { name, response: { result: { degrees: 21 } } } },
            { functionResponse: { name, response: { error: WRONG } } },
          ],
        },
      ],
      tools: [{ functionDeclarations: [{ name, description, parametersJsonSchema: schema }] }],
    } satisfies Pick<GenerateContentParameters, 'contents'> &
      Pick<NonNullable<GenerateContentParameters['config']>, 'tools'>,
  },
  'ollama()': {
    options: (baseURL) => ollama({ baseURL, model }),
    contentType: 'application/x-ndjson',
    answers: [
      `${JSON.stringify({
        message: {
          role: 'assistant',
          content: '',
          tool_calls: [
            { function: { index: 0, name, arguments: { city: 'Rome' } } },
            { function: { index: 1, name, arguments: { city: 1 } } },
          ],
        },
        done: false,
      })}\n{"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}\n`,
      '{"message":{"role":"assistant","content":"21 degrees"},"done":true,"done_reason":"stop"}\n',
    ],
    second: {
      model,
      messages: [
        { role: 'user', content: 'How warm is Rome?' },
        {
          role: 'assistant',
          content: '',
          tool_calls: [
            { function: { name, arguments: { city: 'Rome' } } },
            { function: { name, arguments: { city: 1 } } },
          ],
        },
        { role: 'tool', tool_name: name, content: '{"degrees":21}' },
        { role: 'tool', tool_name: name, content: WRONG },
      ],
      tools: [functionTool],
      stream: true,
    } satisfies OllamaRequest,
  },
  'agUi()': {
    options: (url) => agUi({ url }),
    answers: [
      sse(
        ...['c1', 'c2'].flatMap((toolCallId) => [
          { type: 'TOOL_CALL_START', toolCallId, toolCallName: name },
          {
            type: 'TOOL_CALL_ARGS',
            toolCallId,
            delta: `{"city":${toolCallId === 'c1' ? '"Rome"' : 1}}`,
          },
          { type: 'TOOL_CALL_END', toolCallId },
        ]),
        { type: 'RUN_FINISHED' },
      ),
      sse(
        { type: 'TEXT_MESSAGE_CONTENT', messageId: 'x', delta: '21 degrees' },
        { type: 'RUN_FINISHED' },
      ),
    ],
    second: {
      tools: [{ name, description, parameters: schema }],
      messages: [
        { id: expect.any(String), role: 'user', content: 'How warm is Rome?' },
        {
          id: expect.any(String),
          role: 'assistant',
          content: '',
          toolCalls: [
            { id: 'c1', type: 'function', function: { name, arguments: '{"city":"Rome"}' } },
            { id: 'c2', type: 'function', function: { name, arguments: '{"city":1}' } },
          ],
        },
        { id: expect.any(String), role: 'tool', toolCallId: 'c1', content: '{"degrees":21}' },
        { id: expect.any(String), role: 'tool', toolCallId: 'c2', content: WRONG },
      ],
    } satisfies Pick<RunAgentInput, 'tools' | 'messages'>,
  },
  'a server of this package': {
    options: (url) => ({ url, transport: 'post' }),
    answers: [
      sse(
        { tool: { id: 'c1', name, args: { city: 'Rome' } } },
        { tool: { id: 'c2', name, args: { city: 1 } } },
        { done: true },
      ),
      sse({ content: '21 degrees' }, { done: true }),
    ],
    second: {
      message: '',
      tools: [{ name, description, inputSchema: schema }],
      toolResults: [
        { id: 'c1', name, output: { degrees: 21 } },
        { id: 'c2', name, error: WRONG },
      ],
    },
  },
}

describe('a chat with two tool calls, one with wrong arguments', () => {
  test.each(Object.entries(vendors))(
    'continues with their results over HTTP: %s',
    async (_, { options, answers, second, contentType }) => {
      const execute = vi.fn(async ({ name: city }: { name: string }) => ({
        degrees: city === 'ROME' ? 21 : 0,
      }))
      const tools = defineTools({ [name]: { description, input: citySchema, execute } })
      const { url, requests } = await startServer((_request, response) =>
        sendStream(response, [answers[requests.length - 1] ?? ''], contentType),
      )
      const chat = createChatStream({ ...options(url), tools })
      const answer = await chat.send('How warm is Rome?')
      expect(textOf(answer)).toBe('21 degrees')
      expect(execute).toHaveBeenCalledOnce()
      expect(requests).toHaveLength(2)
      const [first, last] = requests.map(({ body }) => JSON.parse(body) as Record<string, unknown>)
      expect(first?.['tools']).toEqual(last?.['tools'])
      // AG-UI has further fields.
      expect(last).toMatchObject(second)
      if (!last?.['threadId']) expect(last).toEqual(second)
    },
  )
})
