import { expect, test } from 'vitest'
import { apiOptions } from './apiOptions.ts'

const request = { message: 'Hi', messages: [] }

test.each([
  ['https://api.openai.com/v1', 'max_completion_tokens'],
  ['/proxy/api.openai.com/v1', 'max_completion_tokens'],
  ['https://api.openai.com.example/v1', 'max_tokens'],
  ['http://localhost:8000/v1', 'max_tokens'],
  ['/proxy/localhost:8000/v1', 'max_tokens'],
])('the server at %s gets the length limit as %s', (baseURL, name) => {
  const { body } = apiOptions('openai', {
    baseURL,
    model: 'm',
    settings: { maxTokens: 7 },
  })
  expect(body(request as never)).toMatchObject({ [name]: 7 })
})
