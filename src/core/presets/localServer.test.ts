import { describe, expect, test } from 'vitest'
import { ollama, openAI, openAIResponses } from './index.ts'
import { isLocalServer } from './localServer.ts'

test.each([
  'http://localhost:8080/v1',
  'http://127.0.0.1:1234/v1',
  'http://[::1]:8000',
  'http://api.localhost/v1',
  'http://192.168.0.7:11434',
  'http://10.1.2.3/v1',
  'http://172.31.0.1/v1',
  'http://my-mac.local:1234/v1',
  'http://host.docker.internal:11434',
  'http://ollama:11434',
])('isLocalServer() recognizes %s', (url) => {
  expect(isLocalServer(url)).toBe(true)
})

test.each([
  'https://api.openai.com/v1',
  'https://localhost.example.com/v1',
  'https://10.example.com/v1',
  'http://172.32.0.1/v1',
  'http://11.1.2.3/v1',
  '/openai/v1',
  '',
])('isLocalServer() knows that %j is not local, or may not be', (url) => {
  expect(isLocalServer(url)).toBe(false)
})

describe('the presets wait minutes for the response headers', () => {
  const model = 'm'

  test('of Ollama, wherever it runs', () => {
    for (const options of [{ model }, { model, baseURL: 'https://ollama.example.com' }])
      expect(ollama(options)).toMatchObject({ connectTimeout: 360_000 })
  })

  test('of a local server with the API of OpenAI, and of no other', () => {
    for (const preset of [openAI, openAIResponses]) {
      const local = preset({ model, baseURL: 'http://localhost:1234/v1' })
      expect(local).toMatchObject({ connectTimeout: 360_000 })
      expect(preset({ model })).not.toHaveProperty('connectTimeout')
    }
  })
})
