import { expect, test } from 'vitest'
import { bundle } from './support/bundle.ts'

/** Only a preset knows where its server is. */
const ADDRESSES = {
  openAI: 'api.openai.com',
  anthropic: 'api.anthropic.com',
  gemini: 'generativelanguage.googleapis.com',
  ollama: 'localhost:11434',
  dify: 'api.dify.ai',
}

const presetsIn = (code: string) =>
  Object.entries(ADDRESSES)
    .filter(([, address]) => code.includes(address))
    .map(([preset]) => preset)

test('a preset brings what writes its own bodies, and nothing of the others', async () => {
  const code = await bundle('openAI')
  expect(presetsIn(code)).toEqual(['openAI'])
  expect(code).toContain('tool_call_id')
  expect(code).not.toMatch(/tool_use|functionCall|tool_name|transfer_method|submit-message/)
})

test('the composable brings no preset', async () => {
  const code = await bundle('useChatStream')
  expect(presetsIn(code)).toEqual([])
  expect(code).not.toMatch(/max_tokens|systemInstruction|response_mode/)
})

test('all of them are told by their addresses', async () => {
  const all = Object.keys(ADDRESSES)
  expect(presetsIn(await bundle(all.join()))).toEqual(all)
})

/** Only one format has these words, or only one transport. */
const OWN_WORDS = {
  content: '"source","usage"',
  openai: 'reasoning_content',
  'openai-responses': 'output_text',
  anthropic: 'content_block',
  gemini: 'promptFeedback',
  ollama: 'done_reason',
  'ai-sdk': 'x-vercel-ai-ui-message-stream',
  dify: 'conversation_id',
  text: '"token"',
  post: 'idempotency-key',
  session: 'WeakMap',
  eventsource: 'EventSource',
}

const wordsIn = (code: string) =>
  Object.entries(OWN_WORDS)
    // The minifier chooses the quotes.
    .filter(([, words]) => code.replace(/[`']/g, '"').includes(words))
    .map(([name]) => name)

test('a transport and a dialect that are given as values bring no others', async () => {
  const pinned = 'usePinnedChatStream, createPinnedChatStream'
  expect(wordsIn(await bundle(`${pinned}, contentDialect, getTransport`))).toEqual(['content'])
  expect(wordsIn(await bundle(`${pinned}, openaiDialect, postTransport`))).toEqual([
    'openai',
    'post',
  ])
  expect(wordsIn(await bundle(`${pinned}, textDialect, eventSourceTransport`))).toEqual([
    'text',
    'eventsource',
  ])
})

test('a name can be any of them', async () => {
  expect(wordsIn(await bundle('useChatStream'))).toEqual(Object.keys(OWN_WORDS))
})
