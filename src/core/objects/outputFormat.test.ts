import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import { Ollama } from 'ollama'
import OpenAI from 'openai'
import { describe, expect, onTestFinished, test } from 'vitest'
import { anthropic, gemini, ollama, openAI, openAIResponses, sse } from '../presets/index.ts'
import type { StandardSchema } from '../schema.ts'
import { startServer } from '../stream/scriptedServer.test-helper.ts'
import { createObjectStream } from './createObjectStream.ts'
import type { ObjectStreamOptions } from './objectTypes.ts'
import { withOutputFormat } from './outputFormat.ts'

const model = 'm'
const properties = { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } }
const jsonSchema = { type: 'object', title: 'The city!', properties, required: ['name', 'tags'] }
const closedSchema = { ...jsonSchema, additionalProperties: false }

/** A schema of a library that follows Standard JSON Schema. It accepts everything. */
const schema: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'mine',
    validate: (value) => ({ value }),
    jsonSchema: {
      input: () => ({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...jsonSchema }),
    },
  },
}

/** Starts a server that rejects every request, and returns the bodies that it received. */
async function startBodyServer() {
  const { url, requests } = await startServer((_, response) => response.writeHead(400).end('{}'))
  const bodies = () =>
    requests.map(({ method, body }) => (method === 'POST' ? JSON.parse(body) : undefined))
  return { baseURL: new URL(url).origin, url, requests, bodies }
}

type Options = Partial<ObjectStreamOptions<StandardSchema>>

/** Returns the body of the request for an object. */
async function bodyOf(toOptions: (baseURL: string) => Options) {
  const { baseURL, bodies } = await startBodyServer()
  const options = { url: baseURL, schema, ...toOptions(baseURL), retry: false as const }
  const stream = createObjectStream(options as ObjectStreamOptions<StandardSchema>)
  onTestFinished(() => stream.dispose())
  await stream.send('Name a city.')
  return bodies()[0]
}

/** Returns the body that the vendor's own client sends. */
async function bodyOfClient(ask: (baseURL: string) => Promise<unknown>) {
  const { baseURL, bodies } = await startBodyServer()
  await ask(baseURL).catch(() => undefined)
  return bodies()[0]
}

describe('the JSON Schema of an object', () => {
  test('is sent to Chat Completions as OpenAI’s client sends it', async () => {
    const expected = await bodyOfClient((baseURL) =>
      new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 }).chat.completions.create({
        model,
        messages: [{ role: 'user', content: 'Name a city.' }],
        stream: true,
        stream_options: { include_usage: true },
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'The_city_', schema: closedSchema, strict: true },
        },
      }),
    )
    expect(await bodyOf((baseURL) => openAI({ baseURL, model }))).toEqual(expected)
  })

  test('is sent to Responses as OpenAI’s client sends it', async () => {
    const format = {
      type: 'json_schema' as const,
      name: 'The_city_',
      schema: closedSchema,
      strict: true,
    }
    const expected = await bodyOfClient((baseURL) =>
      new OpenAI({ baseURL, apiKey: 'k', maxRetries: 0 }).responses.create({
        model,
        input: [{ role: 'user', content: [{ type: 'input_text', text: 'Name a city.' }] }],
        stream: true,
        text: { format, verbosity: 'low' },
      }),
    )
    const body = { text: { verbosity: 'low' } }
    expect(await bodyOf((baseURL) => openAIResponses({ baseURL, model, body }))).toEqual(expected)
  })

  test('is sent to Anthropic as its client sends it', async () => {
    const expected = await bodyOfClient((baseURL) =>
      new Anthropic({ baseURL, apiKey: 'k', maxRetries: 0 }).messages.create({
        model,
        max_tokens: 4096,
        messages: [{ role: 'user', content: [{ type: 'text', text: 'Name a city.' }] }],
        stream: true,
        output_config: { format: { type: 'json_schema', schema: closedSchema } },
      }),
    )
    expect(await bodyOf((baseURL) => anthropic({ baseURL, model }))).toEqual(expected)
  })

  test('is sent to Gemini as Google’s client sends it', async () => {
    const expected = await bodyOfClient((baseUrl) =>
      new GoogleGenAI({ apiKey: 'k', httpOptions: { baseUrl } }).models.generateContentStream({
        model,
        contents: [{ role: 'user', parts: [{ text: 'Name a city.' }] }],
        config: {
          temperature: 0,
          responseMimeType: 'application/json',
          responseJsonSchema: jsonSchema,
        },
      }),
    )
    const parameters = { temperature: 0 }
    expect(await bodyOf((baseURL) => gemini({ baseURL, model, parameters }))).toEqual(expected)
  })

  test('is sent to Ollama as its client sends it', async () => {
    const expected = await bodyOfClient((host) =>
      new Ollama({ host }).chat({
        model,
        messages: [{ role: 'user', content: 'Name a city.' }],
        stream: true,
        format: jsonSchema,
      }),
    )
    expect(await bodyOf((baseURL) => ollama({ baseURL, model }))).toEqual(expected)
  })

  test('is sent to any other server in the field `schema`, next to the fields of `body`', async () => {
    expect(await bodyOf(() => ({ body: { user: 'u' } }))).toEqual({
      message: 'Name a city.',
      schema: jsonSchema,
      user: 'u',
    })
  })

  test('is added to a body that the dialect `openai` creates', async () => {
    expect(await bodyOf(() => ({ dialect: 'openai', body: { model } }))).toMatchObject({
      model,
      messages: [{ role: 'user' }],
      response_format: { type: 'json_schema' },
    })
  })

  test('is not added to a whole body for an unknown format', async () => {
    expect(await bodyOf(() => ({ body: () => ({ q: 1 }) }))).toEqual({ q: 1 })
  })

  test('gives way to a field of the option `body`', async () => {
    const own = { type: 'json_object' }
    const body = { response_format: own }
    const sent = await bodyOf(() => ({ dialect: 'openai', body }))
    expect(sent.response_format).toEqual(own)
    expect(await bodyOf(() => ({ body: { schema: 'weather' } }))).toMatchObject({
      schema: 'weather',
    })
  })

  test('is the option `jsonSchema`, or nothing if that is `false`', async () => {
    const own = { type: 'object' }
    expect(await bodyOf(() => ({ jsonSchema: own }))).toMatchObject({ schema: own })
    expect(await bodyOf(() => ({ jsonSchema: false }))).not.toHaveProperty('schema')
  })

  test('is not in a query string', async () => {
    const { url, requests } = await startBodyServer()
    await createObjectStream({ ...sse({ url }), schema, retry: false }).send('Hi')
    expect(requests.map(({ query }) => [...query.keys()])).toEqual([['message']])
  })
})

describe('a schema that cannot be converted to JSON Schema', () => {
  const plain = { ...schema['~standard'], jsonSchema: undefined }
  const plainSchema: StandardSchema = { '~standard': plain }

  test('is an error with a preset that needs it', () => {
    expect(() => createObjectStream({ ...openAI({ model }), schema: plainSchema })).toThrow(
      'The library of `schema` (mine) cannot convert it to JSON Schema. Pass `jsonSchema`, or `false`.',
    )
  })

  test('is no error with any other server, or with `jsonSchema: false`', async () => {
    expect(await bodyOf(() => ({ schema: plainSchema }))).toEqual({ message: 'Name a city.' })
    const stream = createObjectStream({
      ...openAI({ model }),
      schema: plainSchema,
      jsonSchema: false,
    })
    expect(stream.getState().status).toBe('ready')
  })

  test('is an error with the reason of its library', () => {
    const input = () => {
      throw new Error('Date cannot be represented')
    }
    const dated: StandardSchema = { '~standard': { ...plain, jsonSchema: { input } } }
    expect(() => createObjectStream({ url: '/', schema: dated })).toThrow(
      'Date cannot be represented. Pass `jsonSchema`',
    )
  })
})

describe('OpenAI’s `strict`', () => {
  const formatOf = (schemaToSend: Record<string, unknown>) => {
    const body = withOutputFormat({}, 'openai', schemaToSend)
    return (body as { response_format: { json_schema: Record<string, unknown> } }).response_format
      .json_schema
  }

  test('is set if all fields are required, at any depth', () => {
    const deep = {
      type: 'object',
      properties: { list: { anyOf: [jsonSchema] } },
      required: ['list'],
    }
    expect(formatOf(deep)).toMatchObject({
      name: 'object',
      strict: true,
      schema: {
        additionalProperties: false,
        properties: { list: { anyOf: [{ additionalProperties: false }] } },
      },
    })
  })

  test.each<[string, Record<string, unknown>]>([
    ['a field is optional', { ...jsonSchema, required: ['name'] }],
    ['a field of a list is optional', { type: 'array', items: { type: 'object', properties } }],
    ['further fields are allowed', { ...jsonSchema, additionalProperties: true }],
    ['a map has any names', { type: 'object', additionalProperties: { type: 'string' } }],
    ['it has `allOf`', { allOf: [jsonSchema] }],
  ])('is not set if %s', (_, schemaToSend) => {
    expect(formatOf(schemaToSend)).not.toHaveProperty('strict')
  })

  test('is not confused by fields that are named like keywords', () => {
    const named = {
      type: 'object',
      properties: { properties: { type: 'string' }, items: { type: 'object' } },
    }
    expect(formatOf(named)['schema']).toEqual({ ...named, additionalProperties: false })
  })
})
