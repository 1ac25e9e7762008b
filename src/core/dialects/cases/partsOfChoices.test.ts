import { describe } from 'vitest'
import { events, testWireCases } from '../wireCase.test-helper.ts'

const chunk = (delta: object, rest: object = {}) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: null }],
  ...rest,
})
const end = { object: 'chat.completion.chunk', choices: [{ index: 0, finish_reason: 'stop' }] }
const answer = (...chunks: readonly object[]) => events(...chunks, end, '[DONE]')
const hi = chunk({ content: 'Hi' })
const image = 'data:image/webp;base64,AAAA'

describe('openai reads reasoning', () => {
  testWireCases(
    [
      { reasoning_content: '', reasoning: 'Hm' },
      { reasoning_content: null, reasoning: 'Hm', reasoning_details: [{ text: 'Hm' }] },
      { reasoning: '', thinking: 'Hm' },
      { content: '', reasoning_details: [{ type: 'reasoning.text', text: 'Hm' }] },
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'Hm' }] },
      { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }, { text: 'Hm' }] },
      { content: [{ type: 'thinking', thinking: 'Hm' }] },
      { content: [{ type: 'reasoning', text: 'Hm' }] },
      { content: [{ type: 'reasoning', summary: [{ text: 'H' }, { text: 'm' }] }] },
      { reasoning: { content: 'Hm' } },
    ].map((delta) => ({
      name: JSON.stringify(delta),
      body: answer(chunk(delta), hi),
      becomes: { reasoning: 'Hm', text: 'Hi', outcome: 'complete' as const },
    })),
  )
})

describe('openai reads text', () => {
  testWireCases([
    {
      name: 'in numbers',
      body: answer(chunk({ content: 'Room ' }), chunk({ content: 10 }), chunk({ content: 0 })),
      becomes: { text: 'Room 100', outcome: 'complete' },
    },
    {
      name: 'in lists of texts and typed pieces',
      body: answer(chunk({ content: ['Hi', { type: 'text', text: { value: ' you' } }] })),
      becomes: { text: 'Hi you' },
    },
    {
      name: 'from the transcript of audio',
      body: answer(
        chunk({ audio: { id: 'a' }, content: null }),
        chunk({ audio: { transcript: 'Good ' } }),
        chunk({ audio: { transcript: 'day', data: 'AAAA' } }),
      ),
      becomes: { text: 'Good day', outcome: 'complete' },
    },
    {
      name: 'of the completions before chats',
      body: events({ object: 'text_completion', choices: [{ text: 'Hi', index: 0 }] }, '[DONE]'),
      becomes: { text: 'Hi', outcome: 'complete' },
    },
  ])
})

describe('openai reads images', () => {
  testWireCases([
    {
      name: 'beside the text',
      body: answer(
        chunk({ content: 'Here', images: [{ type: 'image_url', image_url: { url: image } }] }),
      ),
      becomes: { text: 'Here', files: 1 },
    },
    {
      name: 'in every form',
      body: answer(
        chunk({ images: [image, { image_url: image }, { url: image }, { b64_json: 'AAAA' }] }),
      ),
      becomes: { files: 4 },
    },
    {
      name: 'among the pieces of the content',
      body: answer(
        chunk({
          content: [
            { type: 'text', text: 'Here' },
            { type: 'image_url', image_url: { url: 'https://example.com/fox.png' } },
          ],
        }),
      ),
      becomes: { text: 'Here', files: 1 },
    },
  ])
})

describe('openai reads sources', () => {
  const [a, b] = ['https://a.example/', 'https://b.example/']

  testWireCases([
    {
      name: 'of Perplexity, which repeats them in each chunk',
      body: answer(
        chunk({ content: 'H' }, { citations: [a] }),
        chunk({ content: 'i' }, { citations: [a, b], search_results: [{ url: a, title: 'A' }] }),
      ),
      becomes: { text: 'Hi', sources: 2 },
    },
    {
      name: 'of Zhipu',
      body: answer(
        chunk({ content: 'Hi' }, { web_search: [{ title: 'A', link: a }, { link: b }] }),
      ),
      becomes: { sources: 2 },
    },
    {
      name: 'in annotations',
      body: answer(
        chunk({ annotations: [{ type: 'url_citation', url_citation: { url: a, title: 'A' } }] }),
      ),
      becomes: { sources: 1 },
    },
  ])
})

describe('openai reads the usage', () => {
  const usage = { prompt_tokens: 5, completion_tokens: 6, total_tokens: 11 }

  testWireCases(
    [
      { x_groq: { id: 'r', usage } },
      { usage: null, x_groq: { usage } },
      { choices: [{ index: 0, delta: {}, usage }] },
      { choices: [{ index: 0, delta: { usage } }] },
      { choices: [], usage },
      { token_usage: usage },
      { usage_metadata: { input_tokens: 5, output_tokens: 6, total_tokens: 11 } },
      {
        usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 6, total_token_count: 11 },
      },
    ].map((rest) => ({
      name: JSON.stringify(rest),
      body: events(hi, { ...chunk({}), ...rest }, end, '[DONE]'),
      becomes: { text: 'Hi', usage: '5/6/11' },
    })),
  )
})
