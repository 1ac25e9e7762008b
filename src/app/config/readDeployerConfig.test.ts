import { describe, expect, test } from 'vitest'
import { readDeployerConfig } from './readDeployerConfig.ts'

const everyField = {
  name: 'Our models',
  url: '/api/chat',
  transport: 'post',
  pick: 'out.0.text',
  server: 'ollama',
  baseUrl: 'https://models.example.com',
  model: 'qwen3',
  system: 'Be kind.',
  temperature: 0,
  topP: 1,
  maxTokens: 900,
}

describe('readDeployerConfig()', () => {
  test('reads every field', () => {
    expect(readDeployerConfig(everyField)).toEqual({ defaults: everyField, problems: [] })
  })

  test.each([
    ['name', ' ', 'text'],
    ['url', 'ftp://x', 'address'],
    ['transport', 'pigeon', 'transport'],
    ['pick', 'a..b', 'place'],
    ['server', 'skynet', 'server'],
    ['baseUrl', 'models.example.com', 'apiAddress'],
    ['model', 7, 'model'],
    ['system', ['Be kind.'], 'text'],
    ['temperature', 2.5, 'temperature'],
    ['topP', '1', 'topP'],
    ['maxTokens', 0.5, 'maxTokens'],
  ])('drops only %s if it is %j, and reports it', (field, found, expected) => {
    const { defaults, problems } = readDeployerConfig({ server: 'ollama', topP: 0, [field]: found })
    expect(problems).toEqual([{ kind: 'wrong', field, found: JSON.stringify(found), expected }])
    expect(defaults).toEqual({
      ...(field === 'server' ? {} : { server: 'ollama' }),
      ...(field === 'topP' ? {} : { topP: 0 }),
    })
  })

  test.each([
    [{ baseUrl: 'https://models.example.com' }, 'baseUrl'],
    [{ server: 'endpoint', model: 'qwen3' }, 'model'],
    [{ server: 'dify', model: 'qwen3' }, 'model'],
  ])('rejects %j, which the server can’t use', (value, field) => {
    expect(readDeployerConfig(value).problems).toMatchObject([{ kind: 'wrong', field }])
  })

  test('reports an unknown field', () => {
    expect(readDeployerConfig({ theme: 'dark' }).problems).toEqual([
      { kind: 'unknown', field: 'theme' },
    ])
  })

  test.each([
    ['apiKey', 'abc'],
    ['authorization', 'abc'],
    ['headers', { 'x-api-key': 'abc' }],
    ['model', 'sk-abc'],
    ['url', '/chat?api_key=abc'],
    ['baseUrl', 'https://models.example.com/v1?token=abc'],
  ])('rejects %s as a secret if it is %j, and doesn’t repeat the value', (field, value) => {
    const { defaults, problems } = readDeployerConfig({ [field]: value })
    expect(defaults).toEqual({})
    expect(problems).toEqual([{ kind: 'secret', field }])
  })

  test('accepts a system prompt that mentions keys', () => {
    const system = 'You sell keys. Is it a key? Then name its price.'
    expect(readDeployerConfig({ system })).toEqual({ defaults: { system }, problems: [] })
  })

  test.each([null, [], 'text', 3])('reports %j, which is not an object', (value) => {
    expect(readDeployerConfig(value)).toEqual({ defaults: {}, problems: [{ kind: 'no-object' }] })
  })

  test('ignores __proto__ and inherited names', () => {
    const value: unknown = JSON.parse('{"__proto__":{"url":"/x"},"toString":"x"}')
    const { defaults, problems } = readDeployerConfig(value)
    expect(defaults.url).toBeUndefined()
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown', 'unknown'])
  })
})
