import type { ChatMessage } from '../../core/index.ts'
import type { TransferredChat } from './transferredChat.ts'

/** Creates a chat with a question and an answer. */
export function chatOf(id: string, rest: Partial<TransferredChat> = {}): TransferredChat {
  return {
    id,
    title: `About ${id}`,
    createdAt: 1000,
    updatedAt: 2000,
    draft: '',
    messages: [textMessage(`${id}-1`, 'user', 'Why?'), textMessage(`${id}-2`, 'assistant', 'So.')],
    ...rest,
  }
}

export function textMessage(
  id: string,
  role: ChatMessage['role'],
  text: string,
  rest: Partial<ChatMessage> = {},
): ChatMessage {
  const outcome = role === 'assistant' ? ({ outcome: 'complete' } as const) : {}
  return { id, role, parts: [{ type: 'text', text }], createdAt: 1000, ...outcome, ...rest }
}

/** An answer in which every field has a value. */
export const wholeAnswer: ChatMessage = {
  id: 'whole',
  role: 'assistant',
  createdAt: 1234,
  parts: [
    { type: 'reasoning', text: 'Hm' },
    { type: 'text', text: '快乐 🙂\n```js\nlet a = 1\n```' },
    {
      type: 'tool',
      id: 't',
      name: 'search',
      args: '{"q":1}',
      output: { hits: [1, null, 'x'] },
      state: 'output-error',
      error: 'No network',
      approvalId: 'p',
    },
    { type: 'source', url: 'https://example.com', title: 'Example' },
    { type: 'file', mediaType: 'image/png', url: 'data:image/png;base64,AA', name: 'a.png' },
    { type: 'data', name: 'weather', data: { degrees: 20.5 }, id: 'd' },
  ],
  omitted: { tool: 1, source: 2, file: 3, data: 4 },
  outcome: 'failed',
  error: {
    kind: 'http',
    message: 'It broke',
    status: 500,
    body: 'Broken',
    code: 'E1',
    retryAfter: 3,
  },
  refusal: 'No',
  finishReason: 'stop',
  usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3, model: 'm', raw: { cached: true } },
  serverId: 'msg_1',
  metadata: { model: 'm' },
  metrics: {
    timeToFirstByte: 1,
    timeToFirstToken: 2,
    duration: 3,
    tokensPerSecond: 4,
    charactersPerSecond: 5,
    stalls: 6,
    bytes: 7,
    attempts: 8,
    buffered: true,
  },
  run: { key: 'k', sessionId: 's', cursor: 7 },
}
