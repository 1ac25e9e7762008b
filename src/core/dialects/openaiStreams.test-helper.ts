import { named, sse } from './decodeAll.test-helper.ts'
import type { VendorStream } from './vendorStream.test-helper.ts'

const chunk = (delta: object, finish_reason: string | null = null, index = 0) => ({
  id: 'c1',
  object: 'chat.completion.chunk',
  created: 1_780_000_000,
  model: 'm',
  choices: [{ index, delta, logprobs: null, finish_reason }],
})

const USAGE = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 }

/** Chat Completions and the servers that speak them with a difference. */
export const openaiStreams: readonly VendorStream[] = [
  {
    name: 'OpenAI with usage',
    body: sse(
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Grüße' }),
      chunk({ content: ' 👩‍🚀!' }),
      chunk({}, 'stop'),
      { ...chunk({}), choices: [], usage: USAGE },
      '[DONE]',
    ),
    text: 'Grüße 👩‍🚀!',
    outcome: 'complete',
    finishReason: 'stop',
    usage: USAGE,
  },
  {
    name: 'OpenAI with a refusal',
    body: sse(
      chunk({ content: null, refusal: '' }),
      chunk({ refusal: 'I can’t.' }),
      chunk({}, 'stop'),
      '[DONE]',
    ),
    text: '',
    outcome: 'refused',
    finishReason: 'stop',
    refusal: 'I can’t.',
  },
  {
    name: 'OpenAI with parallel tool calls',
    body: sse(
      chunk({
        tool_calls: [
          { index: 0, id: 'a', type: 'function', function: { name: 'time', arguments: '' } },
        ],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"zone":' } }] }),
      chunk({
        tool_calls: [
          { index: 1, id: 'b', type: 'function', function: { name: 'date', arguments: '{}' } },
        ],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"UTC"}' } }] }),
      chunk({}, 'tool_calls'),
      '[DONE]',
    ),
    text: '',
    outcome: 'complete',
    finishReason: 'tool_calls',
    tools: [
      { id: 'a', name: 'time', args: '{"zone":"UTC"}' },
      { id: 'b', name: 'date', args: '{}' },
    ],
  },
  {
    name: 'OpenAI with two choices',
    body: sse(
      chunk({ content: 'A' }, null, 0),
      chunk({ content: 'B' }, null, 1),
      chunk({ content: 'a' }, null, 0),
      chunk({}, 'length', 1),
      chunk({}, 'stop', 0),
      '[DONE]',
    ),
    text: 'Aa',
    outcome: 'complete',
    finishReason: 'stop',
  },
  {
    name: 'DeepSeek with reasoning',
    body: sse(
      chunk({ role: 'assistant', content: null, reasoning_content: 'Let me ' }),
      chunk({ content: null, reasoning_content: 'see.' }),
      chunk({ content: 'Three.', reasoning_content: null }),
      { ...chunk({ content: '' }, 'stop'), usage: USAGE },
      '[DONE]',
    ),
    text: 'Three.',
    reasoning: 'Let me see.',
    outcome: 'complete',
    finishReason: 'stop',
    usage: USAGE,
  },
  {
    name: 'Mistral with typed pieces',
    body: sse(
      chunk({
        content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Two and two.' }] }],
      }),
      chunk({ content: [{ type: 'text', text: 'Fo' }] }),
      chunk({ content: 'ur' }),
      chunk({ content: '' }, 'stop'),
      '[DONE]',
    ),
    text: 'Four',
    reasoning: 'Two and two.',
    outcome: 'complete',
    finishReason: 'stop',
  },
  {
    name: 'Groq with an error in mid-stream',
    body: `${sse(chunk({ reasoning: 'We need' }), chunk({ content: 'So' }))}event: error\n${sse({
      error: {
        message: 'Tool choice is none',
        type: 'invalid_request_error',
        code: 'tool_use_failed',
      },
    })}`,
    text: 'So',
    reasoning: 'We need',
    outcome: 'failed',
    error: 'Tool choice is none',
  },
  {
    name: 'Cohere with reasoning',
    body: named(
      { type: 'message-start', delta: { message: { role: 'assistant', content: [] } } },
      {
        type: 'content-delta',
        index: 0,
        delta: { message: { content: { thinking: 'Hm.' } } },
      },
      {
        type: 'content-delta',
        index: 1,
        delta: { message: { content: { text: 'Oui' } } },
      },
      { type: 'message-end', delta: { finish_reason: 'COMPLETE' } },
    ),
    text: 'Oui',
    reasoning: 'Hm.',
    outcome: 'complete',
    finishReason: 'COMPLETE',
  },
]
