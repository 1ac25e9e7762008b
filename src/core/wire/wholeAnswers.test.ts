import { describe, expect, test } from 'vitest'
import { createChatStream } from '../stream/createChatStream.ts'
import { startServer } from '../stream/scriptedServer.test-helper.ts'
import type { DialectName } from '../dialects/index.ts'
import { reasoningOf, textOf } from '../text.ts'
import type { ChatMessage } from '../types.ts'

/** Answers of servers that were asked to stream and do not, each as one JSON body. */
const answers: Partial<Record<DialectName, readonly [body: object, text: string]>> = {
  openai: [
    {
      id: 'c',
      object: 'chat.completion',
      choices: [
        { index: 0, message: { role: 'assistant', content: 'Hello there' }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 },
    },
    'Hello there',
  ],
  'openai-responses': [
    {
      id: 'r',
      object: 'response',
      status: 'completed',
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Bonjour' }] },
      ],
      usage: { input_tokens: 1, output_tokens: 2, total_tokens: 3 },
    },
    'Bonjour',
  ],
  anthropic: [
    {
      id: 'm',
      type: 'message',
      role: 'assistant',
      content: [
        { type: 'text', text: 'Good ' },
        { type: 'text', text: 'day' },
      ],
      stop_reason: 'end_turn',
      usage: { input_tokens: 1, output_tokens: 2 },
    },
    'Good day',
  ],
  gemini: [
    {
      candidates: [
        { content: { parts: [{ text: 'Hallo' }], role: 'model' }, finishReason: 'STOP', index: 0 },
      ],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 },
    },
    'Hallo',
  ],
  ollama: [
    {
      model: 'm',
      message: { role: 'assistant', content: 'Ciao' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 1,
      eval_count: 2,
    },
    'Ciao',
  ],
  dify: [
    {
      event: 'message',
      task_id: 't',
      conversation_id: 'c',
      mode: 'chat',
      answer: '你好',
      metadata: { usage: { total_tokens: 3 } },
    },
    '你好',
  ],
  content: [{ content: 'Salut' }, 'Salut'],
}

async function ask(body: string, type: string, dialect?: DialectName): Promise<ChatMessage> {
  const { url } = await startServer((_, response) =>
    response.writeHead(200, { 'content-type': type }).end(body),
  )
  const options = { url, retry: false, transport: 'post' } as const
  return createChatStream({ ...options, dialect: dialect ?? 'auto' }).send('Hi')
}

describe.each(Object.entries(answers))('a whole answer of %s', (name, [body, text]) => {
  const dialect = name as DialectName

  test.each(['application/json', 'text/event-stream', 'application/octet-stream'])(
    'is complete, recognized or pinned, with the type %s',
    async (type) => {
      for (const pinned of [undefined, dialect]) {
        for (const json of [JSON.stringify(body), JSON.stringify(body, null, 2)]) {
          const answer = await ask(json, type, pinned)
          expect(textOf(answer)).toBe(text)
          expect(answer).toMatchObject({ outcome: 'complete', error: undefined })
        }
      }
    },
  )

  test('is not complete if its body is cut', async () => {
    const answer = await ask(JSON.stringify(body).slice(0, -1), 'application/json', dialect)
    expect(answer.outcome).toBe('failed')
  })
})

describe('a whole answer', () => {
  test('of anthropic has its reasoning, its tool calls and its finish reason', async () => {
    const content = [
      { type: 'thinking', thinking: 'Hm', signature: 's' },
      { type: 'text', text: 'Let me look.' },
      { type: 'tool_use', id: 't1', name: 'search', input: { q: 'x' } },
    ]
    const body = { type: 'message', role: 'assistant', content, stop_reason: 'tool_use' }
    const answer = await ask(JSON.stringify(body), 'application/json')
    expect(answer).toMatchObject({ outcome: 'complete', finishReason: 'tool_use' })
    expect(reasoningOf(answer)).toBe('Hm')
    expect(answer.parts.at(-1)).toMatchObject({ id: 't1', name: 'search', args: '{"q":"x"}' })
  })

  test('of openai-responses that failed fails with its message', async () => {
    const error = { code: 'server_error', message: 'The model died.' }
    const body = { object: 'response', status: 'failed', error, output: [] }
    const answer = await ask(JSON.stringify(body), 'application/json', 'openai-responses')
    expect(answer).toMatchObject({ outcome: 'failed', error: { message: 'The model died.' } })
  })
})

describe('answers in JSON that is not in lines', () => {
  const chunk = (text: string, finishReason?: string) => ({
    candidates: [{ content: { parts: [{ text }], role: 'model' }, finishReason }],
  })

  test.each([
    ['a list that grows', JSON.stringify([chunk('One'), chunk(' two', 'STOP')], null, 2)],
    [
      'objects without anything between them',
      JSON.stringify(chunk('One')) + JSON.stringify(chunk(' two', 'STOP')),
    ],
    [
      'a text sequence',
      `\u001e${JSON.stringify(chunk('One'))}\n\u001e${JSON.stringify(chunk(' two', 'STOP'))}\n`,
    ],
  ])('are read piece by piece: %s', async (_, body) => {
    for (const type of ['application/json', 'application/json-seq', 'text/event-stream']) {
      const answer = await ask(body, type)
      expect(textOf(answer)).toBe('One two')
      expect(answer.outcome).toBe('complete')
    }
  })

  test('are truncated if the list has no end', async () => {
    const answer = await ask(`[${JSON.stringify(chunk('One', 'STOP'))},\n`, 'application/json')
    expect(textOf(answer)).toBe('One')
    expect(answer.outcome).toBe('truncated')
  })
})

describe('an error instead of an answer', () => {
  test.each([
    ['an object', '{"error":{"message":"Bad key","type":"auth","code":"bad_key"}}', 'bad_key'],
    [
      'an object over several lines',
      '{\n  "error": {\n    "message": "Bad key"\n  }\n}\n',
      undefined,
    ],
    ['a list', '[{"error":{"code":429,"message":"Bad key"}}]', '429'],
    ['a field', 'error: {"code":400,"message":"Bad key"}\n\ndata: [DONE]\n\n', '400'],
  ])('with status 200 fails with its message: %s', async (_, body, code) => {
    for (const type of ['text/event-stream', 'application/json', 'application/octet-stream']) {
      const answer = await ask(body, type)
      expect(answer).toMatchObject({ outcome: 'failed', error: { message: 'Bad key' } })
      expect(answer.error?.code).toBe(code)
    }
  })

  test('in mid-stream fails with its message and keeps the text', async () => {
    for (const line of [
      '{"error":{"message":"Died"}}',
      'error: {"message":"Died"}',
      'error: Died',
    ]) {
      const answer = await ask(
        `data: {"choices":[{"delta":{"content":"Hi"}}]}\n\n${line}\n\ndata: [DONE]\n\n`,
        'text/event-stream',
      )
      expect(answer).toMatchObject({ outcome: 'failed', error: { message: 'Died' } })
      expect(textOf(answer)).toBe('Hi')
    }
  })
})
