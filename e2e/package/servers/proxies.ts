import Anthropic from '@anthropic-ai/sdk'
import { GoogleGenAI } from '@google/genai'
import express, { type Request, type Response } from 'express'
import { Ollama } from 'ollama'
import OpenAI from 'openai'
import { createStubServer } from 'vue-chat-stream/stub-server'
import { listen } from './listen.ts'
import type { Kind, RunningServer, ServerCase } from './ServerCase.ts'
import { LATER_CUT, STUB_ANSWERS, STUB_QUESTIONS } from './stubAnswers.ts'

type Proxy = (question: string, origin: string, response: Response) => Promise<void>

/**
 * Starts an Express server that asks a model with the client of its vendor, and passes on what the client
 * returns. The model is the stub server.
 */
async function startProxy(proxy: Proxy): Promise<RunningServer> {
  const stub = await createStubServer({ port: 0, pace: { min: 0, max: 0 } })
  const app = express().use(express.json())
  app.post('/', async ({ body }: Request<object, unknown, { message: string }>, response) => {
    try {
      await proxy(body.message, stub.url, response)
      response.end()
    } catch {
      // What Express does if a handler fails after its response began.
      response.destroy()
    }
  })
  const { url, close } = await listen(app)
  return {
    url,
    close() {
      close()
      void stub.close()
    },
  }
}

/** Sends each part as a line of JSON. */
async function writeLines(parts: AsyncIterable<unknown>, response: Response): Promise<void> {
  response.type('application/x-ndjson')
  for await (const part of parts) response.write(`${JSON.stringify(part)}\n`)
}

/** Sends each part as an event. */
async function writeEvents(parts: AsyncIterable<unknown>, response: Response): Promise<void> {
  response.type('text/event-stream')
  for await (const part of parts) response.write(`data: ${JSON.stringify(part)}\n\n`)
}

const kinds: readonly Kind[] = ['text', 'reasoning', 'usage', 'cut']
const shared = { kinds, answers: STUB_ANSWERS, questions: STUB_QUESTIONS } as const
const apiKey = 'any'
const model = 'any'

/** Servers that pass on the parts of a vendor's client unchanged. */
export const proxies: readonly ServerCase[] = [
  {
    server: 'Express with `openai`',
    dialect: 'openai',
    end: '`finish_reason`',
    ...shared,
    start: () =>
      startProxy(async (content, origin, response) => {
        const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey, maxRetries: 0 })
        const stream = await client.chat.completions.create({
          model,
          messages: [{ role: 'user', content }],
          stream: true,
          stream_options: { include_usage: true },
        })
        await writeLines(stream, response)
      }),
  },
  {
    server: 'Express with `openai`, Responses',
    dialect: 'openai-responses',
    end: '`response.completed`',
    ...shared,
    questions: LATER_CUT,
    start: () =>
      startProxy(async (input, origin, response) => {
        const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey, maxRetries: 0 })
        await writeEvents(await client.responses.create({ model, input, stream: true }), response)
      }),
  },
  {
    server: 'Express with `@anthropic-ai/sdk`',
    dialect: 'anthropic',
    end: '`message_stop`',
    ...shared,
    start: () =>
      startProxy(async (content, origin, response) => {
        const client = new Anthropic({ baseURL: origin, apiKey, maxRetries: 0 })
        const stream = await client.messages.create({
          model,
          max_tokens: 9_999,
          messages: [{ role: 'user', content }],
          stream: true,
        })
        await writeLines(stream, response)
      }),
  },
  {
    server: 'Express with `@google/genai`',
    dialect: 'gemini',
    end: '`finishReason`, and the clean end of the body',
    ...shared,
    start: () =>
      startProxy(async (contents, origin, response) => {
        const client = new GoogleGenAI({ apiKey, httpOptions: { baseUrl: origin } })
        const stream = await client.models.generateContentStream({ model, contents })
        await writeEvents(stream, response)
      }),
  },
  {
    server: 'Express with `ollama`',
    dialect: 'ollama',
    end: '`"done": true`',
    ...shared,
    start: () =>
      startProxy(async (content, origin, response) => {
        const client = new Ollama({ host: origin })
        const messages = [{ role: 'user', content }]
        await writeLines(await client.chat({ model, messages, stream: true }), response)
      }),
  },
]
