import { named, sse } from './decodeAll.test-helper.ts'
import { openaiStreams } from './openaiStreams.test-helper.ts'
import type { VendorStream } from './vendorStream.test-helper.ts'

const response = { id: 'r1', object: 'response', status: 'in_progress', output: [] }

/** The formats of other vendors, and OpenAI's Responses. */
const otherStreams: readonly VendorStream[] = [
  {
    name: 'OpenAI Responses whose deltas lack a piece',
    body: named(
      { type: 'response.created', sequence_number: 0, response },
      {
        type: 'response.reasoning_summary_text.delta',
        sequence_number: 1,
        output_index: 0,
        summary_index: 0,
        delta: 'Sum.',
      },
      {
        type: 'response.output_text.delta',
        sequence_number: 2,
        output_index: 1,
        content_index: 0,
        delta: 'One ',
      },
      {
        type: 'response.output_text.done',
        sequence_number: 5,
        output_index: 1,
        content_index: 0,
        text: 'One two three',
      },
      {
        type: 'response.completed',
        sequence_number: 6,
        response: {
          ...response,
          status: 'completed',
          output: [{ type: 'message', content: [{ type: 'output_text', text: 'One two three' }] }],
          usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
        },
      },
    ),
    text: 'One two three',
    reasoning: 'Sum.',
    outcome: 'complete',
    finishReason: 'response.completed',
    usage: { total_tokens: 3 },
  },
  {
    name: 'OpenAI Responses without quota',
    body: named(
      { type: 'response.created', sequence_number: 0, response },
      {
        type: 'error',
        sequence_number: 1,
        code: 'insufficient_quota',
        message: 'Out of quota.',
      },
    ),
    text: '',
    outcome: 'failed',
    error: 'Out of quota.',
  },
  {
    name: 'Anthropic with thinking and a tool call',
    body: named(
      {
        type: 'message_start',
        message: {
          id: 'm',
          type: 'message',
          content: [],
          usage: { input_tokens: 5, output_tokens: 1 },
        },
      },
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '' },
      },
      { type: 'ping' },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'thinking_delta', thinking: 'Hm.' },
      },
      { type: 'content_block_stop', index: 0 },
      { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '' } },
      {
        type: 'content_block_delta',
        index: 1,
        delta: { type: 'text_delta', text: 'I’ll look.' },
      },
      {
        type: 'content_block_start',
        index: 2,
        content_block: { type: 'tool_use', id: 't', name: 'look', input: {} },
      },
      {
        type: 'content_block_delta',
        index: 2,
        delta: { type: 'input_json_delta', partial_json: '{"at":1}' },
      },
      {
        type: 'message_delta',
        delta: { stop_reason: 'tool_use' },
        usage: { output_tokens: 7 },
      },
      { type: 'message_stop' },
    ),
    text: 'I’ll look.',
    reasoning: 'Hm.',
    outcome: 'complete',
    finishReason: 'tool_use',
    tools: [{ id: 't', name: 'look', args: '{"at":1}' }],
    usage: { input_tokens: 5, output_tokens: 7 },
  },
  {
    name: 'Gemini with carriage returns',
    body: sse(
      {
        candidates: [
          {
            content: { parts: [{ text: 'Plan', thought: true }], role: 'model' },
            finishReason: 'STOP',
          },
        ],
      },
      {
        candidates: [
          {
            content: { parts: [{ text: '東' }, { text: '京' }], role: 'model' },
            finishReason: 'STOP',
          },
        ],
        usageMetadata: { totalTokenCount: 8 },
      },
    ).replaceAll('\n', '\r\n'),
    text: '東京',
    reasoning: 'Plan',
    outcome: 'complete',
    finishReason: 'STOP',
    usage: { totalTokenCount: 8 },
  },
  {
    name: 'Gemini that blocks the prompt',
    body: sse({ promptFeedback: { blockReason: 'SAFETY' } }).replaceAll('\n', '\r\n'),
    text: '',
    outcome: 'refused',
    finishReason: 'SAFETY',
  },
  {
    name: 'Ollama',
    contentType: 'application/x-ndjson',
    body: [
      { model: 'm', message: { role: 'assistant', content: '', thinking: 'Hm' }, done: false },
      { model: 'm', message: { role: 'assistant', content: 'Blue' }, done: false },
      {
        model: 'm',
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        eval_count: 2,
      },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
    text: 'Blue',
    reasoning: 'Hm',
    outcome: 'complete',
    finishReason: 'stop',
    usage: { eval_count: 2 },
  },
  {
    name: 'the AI SDK',
    body: sse(
      { type: 'start', messageId: 'm' },
      { type: 'start-step' },
      { type: 'reasoning-delta', id: 'r', delta: 'Hm…' },
      { type: 'text-delta', id: 't', delta: 'Hel' },
      { type: 'text-delta', id: 't', delta: 'lo 👋🏽' },
      { type: 'tool-input-available', toolCallId: 'c', toolName: 'look', input: { at: 1 } },
      { type: 'finish-step' },
      { type: 'finish' },
      '[DONE]',
    ),
    text: 'Hello 👋🏽',
    reasoning: 'Hm…',
    outcome: 'complete',
    finishReason: 'finish',
    tools: [{ id: 'c', name: 'look', args: '{"at":1}' }],
  },
  {
    name: 'the AI SDK with an error',
    body: sse(
      { type: 'text-delta', id: '0', delta: 'Par' },
      { type: 'error', errorText: 'It broke.' },
      '[DONE]',
    ),
    text: 'Par',
    outcome: 'failed',
    error: 'It broke.',
  },
  {
    name: 'Dify',
    body: `event: ping\n\n${sse(
      { event: 'message', conversation_id: 'c', answer: ' I' },
      { event: 'message', conversation_id: 'c', answer: '’m glad' },
      { event: 'message_end', conversation_id: 'c', metadata: { usage: { total_tokens: 3 } } },
    )}`,
    text: ' I’m glad',
    outcome: 'complete',
    finishReason: 'message_end',
    usage: { total_tokens: 3 },
  },
]

/** Event streams whose data is text. */
const textStreams: readonly VendorStream[] = [
  {
    name: 'Spring, which adds no space after the colon',
    body: 'data:Un\n\ndata: petit\n\ndata:\n\ndata:  mot\n\n',
    text: 'Un petit  mot',
    outcome: 'complete',
  },
  {
    name: 'sse-starlette with pings',
    body: 'data: Good\r\n\r\n: ping - 2026-11-30\r\n\r\nid: 2\r\nevent: message\r\ndata:  day\r\ndata: to you\r\nretry: 3000\r\n\r\ndata: [DONE]\r\n\r\n',
    text: 'Good day\nto you',
    outcome: 'complete',
  },
  {
    name: 'NestJS, which throws',
    body: '\nid: 1\ndata: {"content":"Once"}\n\nevent: error\nid: 2\ndata: Internal server error\n\n',
    text: 'Once',
    outcome: 'failed',
    error: 'Internal server error',
  },
  {
    name: 'NestJS with an end event',
    body: '\nid: 1\ndata: {"content":"Once "}\n\nid: 2\ndata: {"content":"more"}\n\nevent: close\nid: 3\ndata: bye\n\n',
    text: 'Once more',
    outcome: 'complete',
  },
]

export const vendorStreams = [...openaiStreams, ...otherStreams, ...textStreams]
