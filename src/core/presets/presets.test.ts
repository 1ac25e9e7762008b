import { describe, expect, test } from 'vitest'
import type { MessagePart } from '../types.ts'
import { aiSdk, anthropic, dify, gemini, ollama, openAI, openAIResponses, sse } from './index.ts'
import type { Preset } from './preset.ts'
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
  thought,
  withImage,
} from './requests.test-helper.ts'

const model = 'm'
const headersOf = (preset: Preset) => preset.headers()

describe('openAI', () => {
  const preset = openAI({ model, system: 'Be brief.', parameters: { temperature: 0 } })

  test('sends messages to Chat Completions', () => {
    expect(preset).toMatchObject({
      url: 'https://api.openai.com/v1/chat/completions',
      transport: 'post',
      dialect: 'openai',
    })
    expect(preset.body(chatRequest)).toEqual({
      model,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
        { role: 'assistant', content: 'Hello!' },
        { role: 'user', content: 'How are you?' },
      ],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0,
    })
  })

  test('sends tool results', () => {
    expect(preset.body(afterTool)['messages']).toMatchObject([
      { role: 'system' },
      { role: 'user' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          {
            id: 'c1',
            type: 'function',
            function: { name: 'weather', arguments: '{"city":"Rome"}' },
          },
        ],
      },
      { role: 'tool', tool_call_id: 'c1', content: '{"degrees":21}' },
    ])
  })

  test('sends images, text files and PDF files', () => {
    const files = request(['user', text('Read these'), image, remoteImage, textFile, pdf])
    expect(openAI({ model }).body(files)['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Read these' },
          { type: 'image_url', image_url: { url: image.url } },
          { type: 'image_url', image_url: { url: remoteImage.url } },
          { type: 'text', text: 'notes.md:\n\n# Grüße' },
          { type: 'file', file: { filename: 'paper.pdf', file_data: pdf.url } },
        ],
      },
    ])
  })
})

test('openAIResponses sends messages to the Responses API', () => {
  const preset = openAIResponses({ baseURL: '/openai/', model, system: 'Be brief.' })
  expect(preset).toMatchObject({ url: '/openai/responses', dialect: 'openai-responses' })
  expect(preset.body(chatRequest)).toEqual({
    model,
    instructions: 'Be brief.',
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      { role: 'assistant', content: [{ type: 'output_text', text: 'Hello!' }] },
      { role: 'user', content: [{ type: 'input_text', text: 'How are you?' }] },
    ],
    stream: true,
  })
  expect(preset.body(afterTool)['input']).toMatchObject([
    { role: 'user' },
    { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{"city":"Rome"}' },
    { type: 'function_call_output', call_id: 'c1', output: '{"degrees":21}' },
  ])
  expect(preset.body(withImage)['input']).toMatchObject([
    {
      content: [
        { type: 'input_text', text: 'What is this?' },
        { type: 'input_image', image_url: image.url },
      ],
    },
  ])
})

describe('anthropic', () => {
  const preset = anthropic({ model, apiKey: 'k', system: 'Be brief.' })

  test('sends messages to the Messages API, with Anthropic’s own headers', async () => {
    expect(preset).toMatchObject({
      url: 'https://api.anthropic.com/v1/messages',
      dialect: 'anthropic',
    })
    expect(await headersOf(preset)).toEqual({
      'x-api-key': 'k',
      'anthropic-version': '2023-06-01',
      'anthropic-dangerous-direct-browser-access': 'true',
    })
    const withSystem = request(['system', text('Be kind.')], ['user', text('Hi')])
    expect(preset.body(withSystem)).toEqual({
      model,
      max_tokens: 4096,
      system: 'Be brief.\n\nBe kind.',
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      stream: true,
    })
  })

  test('sends tool results as messages of the user', () => {
    expect(preset.body(afterTool)['messages']).toMatchObject([
      { role: 'user' },
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Rome' } }],
      },
      {
        role: 'user',
        content: [{ type: 'tool_result', tool_use_id: 'c1', content: '{"degrees":21}' }],
      },
    ])
  })

  test('sends images, text files and PDF files', () => {
    const files = request(['user', image, remoteImage, textFile, pdf])
    expect(preset.body(files)['messages']).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAEC' } },
          { type: 'image', source: { type: 'url', url: remoteImage.url } },
          { type: 'text', text: 'notes.md:\n\n# Grüße' },
          {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' },
          },
        ],
      },
    ])
  })
})

test('gemini requests a stream of its model', async () => {
  const preset = gemini({
    model: 'g 1',
    apiKey: 'k',
    system: 'Be brief.',
    parameters: { temperature: 0 },
  })
  expect(preset.url).toBe(
    'https://generativelanguage.googleapis.com/v1beta/models/g%201:streamGenerateContent?alt=sse',
  )
  expect(await headersOf(preset)).toEqual({ 'x-goog-api-key': 'k' })
  expect(preset.body(chatRequest)).toEqual({
    systemInstruction: { parts: [{ text: 'Be brief.' }] },
    contents: [
      { role: 'user', parts: [{ text: 'Hi' }] },
      { role: 'model', parts: [{ text: 'Hello!' }] },
      { role: 'user', parts: [{ text: 'How are you?' }] },
    ],
    generationConfig: { temperature: 0 },
  })
  expect(preset.body(afterTool)['contents']).toMatchObject([
    { role: 'user' },
    { role: 'model', parts: [{ functionCall: { name: 'weather', args: { city: 'Rome' } } }] },
    {
      role: 'user',
      parts: [{ functionResponse: { name: 'weather', response: { result: { degrees: 21 } } } }],
    },
  ])
  const files = request(['user', image, remoteImage, textFile])
  expect(preset.body(files)['contents']).toMatchObject([
    {
      parts: [
        { inlineData: { mimeType: 'image/png', data: 'AAEC' } },
        { fileData: { mimeType: 'image/png', fileUri: remoteImage.url } },
        { text: 'notes.md:\n\n# Grüße' },
      ],
    },
  ])
})

test('ollama sends messages to Ollama’s own API', () => {
  const preset = ollama({ model, system: 'Be brief.', parameters: { temperature: 0 } })
  expect(preset).toMatchObject({ url: 'http://localhost:11434/api/chat', dialect: 'ollama' })
  expect(preset.body(request(['user', text('What is this?'), image, textFile]))).toEqual({
    model,
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'What is this?\n\nnotes.md:\n\n# Grüße', images: ['AAEC'] },
    ],
    stream: true,
    options: { temperature: 0 },
  })
  expect(preset.body(afterTool)['messages']).toMatchObject([
    { role: 'system' },
    { role: 'user' },
    {
      role: 'assistant',
      tool_calls: [{ function: { name: 'weather', arguments: { city: 'Rome' } } }],
    },
    { role: 'tool', tool_name: 'weather', content: '{"degrees":21}' },
  ])
})

test('aiSdk sends UI messages', () => {
  const preset = aiSdk({ body: { model } })
  expect(preset).toMatchObject({ url: '/api/chat', dialect: 'ai-sdk' })
  expect(preset.body(request(['user', text('Hi'), image], ['assistant', thought, call]))).toEqual({
    id: 'r1',
    messages: [
      {
        id: 'm0',
        role: 'user',
        parts: [
          { type: 'text', text: 'Hi', state: 'done' },
          { type: 'file', mediaType: 'image/png', url: image.url, filename: undefined },
        ],
      },
      {
        id: 'm1',
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm.', state: 'done' },
          {
            type: 'tool-weather',
            toolCallId: 'c1',
            state: 'output-available',
            input: { city: 'Rome' },
            output: { degrees: 21 },
          },
        ],
      },
    ],
    trigger: 'submit-message',
    model,
  })
})

describe('dify', () => {
  const preset = dify({ baseURL: 'https://dify.example/v1', apiKey: 'app-1', user: 'u' })

  test('sends the first question without a conversation id', async () => {
    expect(preset).toMatchObject({ url: 'https://dify.example/v1/chat-messages', dialect: 'dify' })
    expect(await headersOf(preset)).toEqual({ authorization: 'Bearer app-1' })
    expect(preset.body(request(['user', text('Hi'), remoteImage]))).toEqual({
      query: 'Hi',
      inputs: {},
      response_mode: 'streaming',
      user: 'u',
      conversation_id: '',
      files: [{ type: 'image', transfer_method: 'remote_url', url: remoteImage.url }],
    })
  })

  test('sends the id of the conversation that the app created', () => {
    const named: MessagePart = { type: 'data', name: 'conversation_id', data: 'conv-1' }
    const next = request(
      ['user', text('Hi')],
      ['assistant', text('Hello!'), named],
      ['user', text('More')],
    )
    expect(preset.body(next)).toMatchObject({ query: 'More', conversation_id: 'conv-1' })
  })
})

test('sse leaves all decisions to the endpoint', () => {
  expect(sse({ url: '/ai/chat/stream' })).toEqual({
    url: '/ai/chat/stream',
    transport: 'get',
    dialect: 'auto',
  })
})

describe('an API key', () => {
  test('may come from a function that is called for every request, and is only sent in a header', async () => {
    let count = 0
    const preset = openAI({
      model,
      apiKey: async () => `key-${(count += 1)}`,
      headers: { 'x-team': 'a' },
    })
    expect(await headersOf(preset)).toEqual({ authorization: 'Bearer key-1', 'x-team': 'a' })
    expect(await headersOf(preset)).toEqual({ authorization: 'Bearer key-2', 'x-team': 'a' })
    for (const make of [openAI, openAIResponses, anthropic, gemini, ollama]) {
      const { url, body } = make({ model, apiKey: 'secret' })
      expect(`${url} ${JSON.stringify(body(chatRequest))}`).not.toContain('secret')
    }
  })

  test('is not sent if there is none', async () => {
    expect(await headersOf(openAI({ model }))).toEqual({})
  })
})

test.each([
  ['Ollama', ollama({ model }), pdf],
  ['Anthropic', anthropic({ model }), { ...pdf, mediaType: 'audio/wav' }],
  ['Dify', dify(), image],
  ['Chat Completions', openAI({ model }), { ...pdf, url: 'https://papers.example/a.pdf' }],
])('%s rejects a file that it cannot send, and names it', (server, preset, file) => {
  const send = () => preset.body(request(['user', text('Read this'), file]))
  expect(send).toThrow(expect.objectContaining({ kind: 'argument' }))
  expect(send).toThrow(`${server} does not accept`)
})

test.each([openAI, openAIResponses, anthropic, gemini, ollama])(
  'presets leave out calls without a result and empty answers (%o)',
  (make) => {
    const open = { ...call, output: undefined }
    const turns = request(
      ['user', text('Hi')],
      ['assistant', open],
      ['assistant'],
      ['user', text('Again')],
    )
    const body = JSON.stringify(make({ model }).body(turns))
    expect(body).not.toContain('weather')
    expect(body).not.toMatch(/assistant|"model",/)
  },
)
