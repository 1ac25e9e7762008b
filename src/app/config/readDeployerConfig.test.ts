import { describe, expect, it } from 'vitest'
import { readDeployerConfig } from './readDeployerConfig.ts'

const whole = {
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

describe('the deployer’s config.json', () => {
  it('sets everything that a connection has', () => {
    expect(readDeployerConfig(whole)).toEqual({ defaults: whole, problems: [] })
  })

  it.each([
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
  ])('loses %s alone where that is %j, and names it', (field, found, expected) => {
    const { defaults, problems } = readDeployerConfig({ server: 'ollama', topP: 0, [field]: found })
    expect(problems).toEqual([{ kind: 'wrong', field, found: JSON.stringify(found), expected }])
    expect(defaults).toEqual({
      ...(field === 'server' ? {} : { server: 'ollama' }),
      ...(field === 'topP' ? {} : { topP: 0 }),
    })
  })

  it.each([
    [{ baseUrl: 'https://models.example.com' }, 'baseUrl'],
    [{ server: 'endpoint', model: 'qwen3' }, 'model'],
    [{ server: 'dify', model: 'qwen3' }, 'model'],
  ])('has no use for %j', (value, field) => {
    expect(readDeployerConfig(value).problems).toMatchObject([{ kind: 'wrong', field }])
  })

  it('names a field that nobody knows', () => {
    expect(readDeployerConfig({ theme: 'dark' }).problems).toEqual([
      { kind: 'unknown', field: 'theme' },
    ])
  })

  it.each([
    ['apiKey', 'abc'],
    ['authorization', 'abc'],
    ['headers', { 'x-api-key': 'abc' }],
    ['model', 'sk-abc'],
    ['url', '/chat?api_key=abc'],
    ['baseUrl', 'https://models.example.com/v1?token=abc'],
  ])('refuses %s as a key where it is %j, and does not repeat it', (field, value) => {
    const { defaults, problems } = readDeployerConfig({ [field]: value })
    expect(defaults).toEqual({})
    expect(problems).toEqual([{ kind: 'secret', field }])
  })

  it('may speak of keys in the words for the model', () => {
    const system = 'You sell keys. Is it a key? Then name its price.'
    expect(readDeployerConfig({ system })).toEqual({ defaults: { system }, problems: [] })
  })

  it.each([null, [], 'text', 3])('is ignored as a whole where it is %j', (value) => {
    expect(readDeployerConfig(value)).toEqual({ defaults: {}, problems: [{ kind: 'no-object' }] })
  })

  it('gives nobody another prototype', () => {
    const value: unknown = JSON.parse('{"__proto__":{"url":"/x"},"toString":"x"}')
    const { defaults, problems } = readDeployerConfig(value)
    expect(defaults.url).toBeUndefined()
    expect(problems.map(({ kind }) => kind)).toEqual(['unknown', 'unknown'])
  })
})
