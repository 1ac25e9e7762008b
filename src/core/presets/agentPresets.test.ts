import { describe, expect, test } from 'vitest'
import { agUi, coze, dashscope, langGraph, mastra } from './index.ts'
import {
  afterTool,
  call,
  chatRequest,
  image,
  pdf,
  remoteImage,
  request,
  text,
  textFile,
} from './requests.test-helper.ts'

describe('agUi', () => {
  const preset = agUi({ url: '/agent', apiKey: 'k', system: 'Be brief.' })

  test('sends the whole chat as the input of a run', async () => {
    expect(preset).toMatchObject({ url: '/agent', transport: 'post', dialect: 'ag-ui' })
    expect(await preset.headers()).toEqual({
      authorization: 'Bearer k',
      accept: 'text/event-stream',
    })
    expect(preset.body(chatRequest)).toEqual({
      threadId: 'm0',
      runId: 'r1',
      state: {},
      messages: [
        { id: 'system', role: 'system', content: 'Be brief.' },
        { id: 'm0', role: 'user', content: 'Hi' },
        { id: 'm1', role: 'assistant', content: 'Hello!' },
        { id: 'm2', role: 'user', content: 'How are you?' },
      ],
      tools: [],
      context: [],
      forwardedProps: {},
    })
  })

  test('sends tool results', () => {
    expect(agUi().body(afterTool)['messages']).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        toolCalls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'weather', arguments: '{"city":"Rome"}' },
          },
        ],
      },
      { id: 'm1-c1', role: 'tool', toolCallId: 'c1', content: '{"degrees":21}' },
    ])
  })

  test('sends images, text files and other files', () => {
    const files = request(['user', text('Read these'), image, remoteImage, textFile, pdf])
    expect(agUi().body(files)['messages']).toMatchObject([
      {
        content: [
          { type: 'text', text: 'Read these' },
          { type: 'image', source: { type: 'data', value: 'AAEC', mimeType: 'image/png' } },
          { type: 'image', source: { type: 'url', value: remoteImage.url } },
          { type: 'text', text: 'notes.md:\n\n# Grüße' },
          { type: 'document', source: { type: 'data', value: 'JVBERg==' } },
        ],
      },
    ])
  })
})

describe('langGraph', () => {
  const preset = langGraph({ assistantId: 'agent', apiKey: 'k', system: 'Be brief.' })

  test('sends the whole chat as a run without a thread', async () => {
    expect(preset).toMatchObject({
      url: 'http://localhost:2024/runs/stream',
      dialect: 'langgraph',
      secretHeaders: ['x-api-key'],
    })
    expect(await preset.headers()).toEqual({ 'x-api-key': 'k' })
    expect(preset.body(chatRequest)).toEqual({
      assistant_id: 'agent',
      input: {
        messages: [
          { type: 'system', content: 'Be brief.' },
          { type: 'human', content: 'Hi' },
          { type: 'ai', content: 'Hello!' },
          { type: 'human', content: 'How are you?' },
        ],
      },
      stream_mode: ['messages-tuple'],
      stream_resumable: true,
      on_disconnect: 'continue',
    })
  })

  test('sends tool results and images', () => {
    expect(preset.body(afterTool)['input']).toMatchObject({
      messages: [
        { type: 'system' },
        { type: 'human' },
        { type: 'ai', tool_calls: [{ id: 'c1', name: 'weather', args: { city: 'Rome' } }] },
        { type: 'tool', tool_call_id: 'c1', name: 'weather', content: '{"degrees":21}' },
      ],
    })
    const files = request(['user', text('Read these'), image, textFile])
    expect(langGraph({ assistantId: 'a' }).body(files)['input']).toEqual({
      messages: [
        {
          type: 'human',
          content: [
            { type: 'text', text: 'Read these' },
            { type: 'image_url', image_url: { url: image.url } },
            { type: 'text', text: 'notes.md:\n\n# Grüße' },
          ],
        },
      ],
    })
  })
})

describe('dashscope', () => {
  const preset = dashscope({ model: 'm', system: 'Be brief.', parameters: { temperature: 0 } })

  test('asks for a stream of pieces', async () => {
    expect(preset).toMatchObject({
      url: 'https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation',
      dialect: 'dashscope',
    })
    expect(await preset.headers()).toEqual({ 'x-dashscope-sse': 'enable' })
    expect(preset.body(request(['user', text('Read this'), textFile]))).toEqual({
      model: 'm',
      input: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Read this\n\nnotes.md:\n\n# Grüße' },
        ],
      },
      parameters: { result_format: 'message', incremental_output: true, temperature: 0 },
    })
  })

  test('sends tool results', () => {
    expect(preset.body(afterTool)['input']).toMatchObject({
      messages: [
        { role: 'system' },
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ id: 'c1', function: { name: 'weather' } }] },
        { role: 'tool', tool_call_id: 'c1', content: '{"degrees":21}' },
      ],
    })
  })
})

test('coze sends the whole chat as additional messages', async () => {
  const preset = coze({ baseURL: '/coze/v3', botId: 'b', apiKey: 'k', user: 'u' })
  expect(preset).toMatchObject({ url: '/coze/v3/chat', dialect: 'coze' })
  expect(await preset.headers()).toEqual({ authorization: 'Bearer k' })
  expect(preset.body(chatRequest)).toEqual({
    bot_id: 'b',
    user_id: 'u',
    stream: true,
    additional_messages: [
      { role: 'user', type: 'question', content: 'Hi', content_type: 'text' },
      { role: 'assistant', type: 'answer', content: 'Hello!', content_type: 'text' },
      { role: 'user', type: 'question', content: 'How are you?', content_type: 'text' },
    ],
  })
  const files = request(['user', text('Read these'), remoteImage, textFile])
  const content = [
    { type: 'text', text: 'Read these' },
    { type: 'image', file_url: remoteImage.url },
    { type: 'text', text: 'notes.md:\n\n# Grüße' },
  ]
  expect(preset.body(files)['additional_messages']).toEqual([
    {
      role: 'user',
      type: 'question',
      content: JSON.stringify(content),
      content_type: 'object_string',
    },
  ])
})

test('mastra sends UI messages to its agent', () => {
  const preset = mastra({ agentId: 'my agent', system: 'Be brief.', body: { maxSteps: 3 } })
  expect(preset).toMatchObject({
    url: 'http://localhost:4111/api/agents/my%20agent/stream',
    dialect: 'mastra',
  })
  expect(preset.body(request(['user', text('How warm?')], ['assistant', call]))).toMatchObject({
    messages: [
      { id: 'm0', role: 'user', parts: [{ type: 'text', text: 'How warm?' }] },
      {
        id: 'm1',
        role: 'assistant',
        parts: [{ type: 'tool-weather', toolCallId: 'c1', output: { degrees: 21 } }],
      },
    ],
    system: 'Be brief.',
    maxSteps: 3,
  })
})

test.each([
  ['LangGraph', langGraph({ assistantId: 'a' }), pdf],
  ['DashScope', dashscope({ model: 'm' }), image],
  ['Coze', coze({ botId: 'b' }), image],
])('%s rejects a file that it cannot send, and names it', (server, preset, file) => {
  const send = () => preset.body(request(['user', text('Read this'), file]))
  expect(send).toThrow(expect.objectContaining({ kind: 'argument' }))
  expect(send).toThrow(`${server} does not accept`)
})

test.each([
  agUi(),
  langGraph({ assistantId: 'a' }),
  dashscope({ model: 'm' }),
  coze({ botId: 'b' }),
  mastra({ agentId: 'a' }),
])('the preset for $dialect leaves out empty answers', (preset) => {
  const turns = request(['user', text('Hi')], ['assistant'], ['user', text('Again')])
  expect(JSON.stringify(preset.body(turns))).not.toContain('assistant"')
})
