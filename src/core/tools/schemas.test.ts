import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createChatStream } from '../stream/createChatStream.ts'
import { defineTools } from './defineTools.ts'
import { callOf, citySchema, createToolChat } from './toolTest.test-helper.ts'
import type { ToolSchema } from './toolSet.ts'

const schemas: { readonly [library: string]: ToolSchema<unknown, { city: string }> } = {
  zod: z.object({ city: z.string() }),
  arktype: type({ city: 'string' }),
  'valibot with a JSON Schema': {
    schema: v.object({ city: v.string() }),
    jsonSchema: { type: 'object', properties: { city: { type: 'string' } } },
  },
}

describe.each(Object.entries(schemas))('a schema of %s', (_, input) => {
  const tools = defineTools({
    weather: { description: '', input, execute: ({ city }) => city.length },
  })

  test('describes the arguments to the model, and validates them', async () => {
    const right = callOf('c1', 'weather', { city: 'Rome' })
    const wrong = callOf('c2', 'weather', { city: 7 })
    const { chat, calls, requests } = createToolChat({ tools }, [right, wrong])
    await chat.send('How warm is it?')
    expect(requests[0]?.tools).toMatchObject([
      {
        name: 'weather',
        inputSchema: { type: 'object', properties: { city: { type: 'string' } } },
      },
    ])
    expect(JSON.stringify(requests[0]?.tools)).not.toContain('$schema')
    expect(calls()[0]?.output).toBe(4)
    expect(calls()[1]?.error).toMatch(/^The arguments do not match the schema: .*city/)
  })
})

test('tools need a transport with a body', () => {
  const tools = defineTools({ a: { description: '', input: citySchema } })
  expect(() => createChatStream({ url: 'http://localhost/', tools })).toThrow(
    '`transport` must be `post` or `session` with `tools`, not get.',
  )
  const transport = 'eventsource'
  expect(() => createChatStream({ url: 'http://localhost/', transport, tools })).toThrow(
    '`transport` must be `post` or `session` with `tools`, not eventsource.',
  )
})

describe('defineTools()', () => {
  test('rejects a schema without a JSON Schema, and names the tool', () => {
    const input = v.object({ city: v.string() })
    expect(() => defineTools({ weather: { description: '', input } })).toThrow(
      'The schema `input` of the tool "weather" has no JSON Schema. Pass `input: { schema, jsonSchema }`.',
    )
  })

  test('rejects a schema that JSON cannot represent, with the reason', () => {
    const input = z.object({ at: z.date() })
    expect(() => defineTools({ weather: { description: '', input } })).toThrow(
      /tool "weather" has no JSON Schema: Error: .*Date/,
    )
  })

  test.each(['', 'two words', 'ü', 'x'.repeat(65)])('rejects the name %j', (name) => {
    expect(() => defineTools({ [name]: { description: '', input: citySchema } })).toThrow(
      `The name of the tool "${name}"`,
    )
  })

  test('adds the definitions of another set', () => {
    const first = defineTools({ a: { description: '', input: citySchema } })
    const both = defineTools({ ...first.definitions, b: { description: '', input: citySchema } })
    expect(Object.keys(both.definitions)).toEqual(['a', 'b'])
  })
})
