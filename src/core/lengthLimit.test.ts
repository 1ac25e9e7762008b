import { expect, test } from 'vitest'
import { reachedLengthLimit } from './lengthLimit.ts'

test.each([
  ['OpenAI and those who speak as it does', 'length'],
  ['OpenAI’s Responses', 'max_output_tokens'],
  ['Anthropic', 'max_tokens'],
  ['Anthropic, of the whole window', 'model_context_window_exceeded'],
  ['Gemini and Cohere', 'MAX_TOKENS'],
  ['Mistral, of the whole window', 'model_length'],
])('reachedLengthLimit() recognizes the finish reason of %s', (_, finishReason) => {
  expect(reachedLengthLimit({ outcome: 'complete', finishReason })).toBe(true)
})

test.each(['stop', 'STOP', 'end_turn', 'tool_calls', 'stop_sequence', 'wavelength', undefined])(
  'reachedLengthLimit() is false for the finish reason %s',
  (finishReason) => {
    expect(reachedLengthLimit({ outcome: 'complete', finishReason })).toBe(false)
  },
)

test.each(['stopped', 'truncated', 'failed', 'refused', undefined] as const)(
  'reachedLengthLimit() is false for the outcome %s',
  (outcome) => {
    expect(reachedLengthLimit({ outcome, finishReason: 'length' })).toBe(false)
  },
)
