import { expect, test } from 'vitest'
import { bundle } from './support/bundle.ts'

/** Server URLs that only the preset of that server contains. */
const SERVERS = {
  openAI: 'api.openai.com',
  anthropic: 'api.anthropic.com',
  gemini: 'generativelanguage.googleapis.com',
  ollama: 'localhost:11434',
  dify: 'api.dify.ai',
  langGraph: 'localhost:2024',
  mastra: 'localhost:4111',
  dashscope: 'dashscope.aliyuncs.com',
  coze: 'api.coze.com',
}

const presetsIn = (code: string) =>
  Object.entries(SERVERS)
    .filter(([, server]) => code.includes(server))
    .map(([preset]) => preset)

test('a preset bundles only the code for its own request bodies', async () => {
  const code = await bundle('openAI')
  expect(presetsIn(code)).toEqual(['openAI'])
  expect(code).toContain('tool_call_id')
  expect(code).not.toMatch(/tool_use|functionCall|tool_name|transfer_method|submit-message/)
})

test('the composable bundles no preset', async () => {
  const code = await bundle('useChatStream')
  expect(presetsIn(code)).toEqual([])
  expect(code).not.toMatch(/max_tokens|systemInstruction|response_mode/)
})

test('the composable bundles nothing of the renderer, the server or the devtools', async () => {
  const code = await bundle('useChatStream')
  expect(code).not.toMatch(/markdown|katex|codemirror|linkify|devtools|createServer/i)
})

test('presetsIn() finds all presets', async () => {
  const all = Object.keys(SERVERS)
  expect(presetsIn(await bundle(all.join()))).toEqual(all)
})

test('the composable bundles no code for objects', async () => {
  expect(await bundle('useChatStream')).not.toMatch(/json_schema|before its JSON/)
  expect(await bundle('useObjectStream')).toMatch(/json_schema/)
})

/** Strings that only the code of one format or transport contains. */
const MARKERS = {
  content: '"content","reasoning","tool","source"',
  openai: 'reasoning_content',
  'openai-responses': 'output_text',
  anthropic: 'content_block',
  gemini: 'promptFeedback',
  ollama: 'done_reason',
  'ai-sdk': 'x-vercel-ai-ui-message-stream',
  dify: 'conversation_id',
  'ag-ui': 'TEXT_MESSAGE',
  langgraph: 'tool_call_chunks',
  dashscope: 'search_info',
  coze: 'conversation.chat',
  mastra: 'argsTextDelta',
  'ai-sdk-data': 'a line of the AI SDK',
  text: '"token"',
  post: 'application/json',
  session: 'the session id arrived',
  eventsource: 'EventSource',
}

const modulesIn = (code: string) =>
  Object.entries(MARKERS)
    // The minifier chooses the quotes.
    .filter(([, marker]) => code.replace(/[`']/g, '"').includes(marker))
    .map(([name]) => name)

test('a transport and a dialect passed as values bundle no others', async () => {
  const pinned = 'usePinnedChatStream, createPinnedChatStream'
  expect(modulesIn(await bundle(`${pinned}, contentDialect, getTransport`))).toEqual(['content'])
  expect(modulesIn(await bundle(`${pinned}, openaiDialect, postTransport`))).toEqual([
    'openai',
    'post',
  ])
  expect(modulesIn(await bundle(`${pinned}, textDialect, eventSourceTransport`))).toEqual([
    'text',
    'eventsource',
  ])
})

test('the composable bundles all of them, because their names are options', async () => {
  expect(modulesIn(await bundle('useChatStream'))).toEqual(Object.keys(MARKERS))
})
