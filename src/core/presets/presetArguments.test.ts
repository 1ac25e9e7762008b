import { describe, expect, test } from 'vitest'
import * as presets from './index.ts'

type AnyPreset = (options: unknown) => { readonly url: unknown }
const allPresets = Object.entries(presets) as unknown as readonly [string, AnyPreset][]

/** The options that a preset requires. */
const required: Readonly<Record<string, object>> = {
  ...Object.fromEntries(
    ['openAI', 'openAIResponses', 'anthropic', 'gemini', 'ollama', 'dashscope'].map((name) => [
      name,
      { model: 'm' },
    ]),
  ),
  coze: { botId: 'b' },
  langGraph: { assistantId: 'a' },
  mastra: { agentId: 'a' },
  genkit: { url: '/flow' },
  sse: { url: '/chat' },
}

describe.each(allPresets)('the preset %s()', (name, preset) => {
  const needed = required[name] ?? {}

  test('accepts its options, and rejects unknown ones by their names', () => {
    expect(preset(needed).url).toBeTruthy()
    const wrong = { kind: 'argument', message: expect.stringContaining('`baseUrl` is unknown.') }
    expect(() => preset({ ...needed, baseUrl: '/v1' })).toThrow(expect.objectContaining(wrong))
  })

  test.each([null, '/api/chat', []])('rejects %o instead of options', (options) => {
    expect(() => preset(options)).toThrow('`options` must be an object with ')
  })

  test('rejects a value of another type, and a missing option that it requires', () => {
    expect(() => preset({ ...needed, body: 5 })).toThrow('`body` must be ')
    const [missing] = Object.keys(needed)
    if (missing) expect(() => preset({})).toThrow(`\`${missing}\` must be `)
  })
})
