import { expect, test } from 'vitest'
import { tokenDetails } from './tokenDetails.ts'

test.each([
  [
    'OpenAI',
    {
      completion_tokens_details: { reasoning_tokens: 7 },
      prompt_tokens_details: { cached_tokens: 3 },
    },
  ],
  [
    'Responses',
    {
      output_tokens_details: { reasoning_tokens: 7 },
      input_tokens_details: { cached_tokens: 3 },
    },
  ],
  ['Gemini', { thoughtsTokenCount: 7, cachedContentTokenCount: 3 }],
  ['the AI SDK', { reasoningTokens: 7, cachedInputTokens: 3 }],
])('tokenDetails() finds the counts of %s', (_, raw) => {
  expect(tokenDetails(raw)).toEqual({ reasoning: 7, cached: 3 })
})

test('tokenDetails() finds the cache counts of Anthropic and DeepSeek', () => {
  expect(tokenDetails({ cache_read_input_tokens: 3 }).cached).toBe(3)
  expect(tokenDetails({ prompt_cache_hit_tokens: 3 }).cached).toBe(3)
})

test.each([undefined, null, 'none', {}, { reasoning_tokens: 0, cached_tokens: '3' }])(
  'tokenDetails() finds nothing in %j',
  (raw) => expect(tokenDetails(raw)).toEqual({ reasoning: undefined, cached: undefined }),
)
