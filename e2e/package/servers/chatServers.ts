import express from 'express'
import { createChatServer, toNodeHandler, type AnswerPart } from 'vue-chat-stream/server'
import { listen } from './listen.ts'
import { ANSWERS, script, USAGE } from './script.ts'
import type { Kind, ServerCase } from './ServerCase.ts'

const URL_PATH = '/ai/chat/stream'

async function* answer(kind: Kind): AsyncGenerator<AnswerPart> {
  for await (const piece of script(kind)) {
    if (piece.type === 'text') yield { content: piece.text }
    else if (piece.type === 'reasoning') yield { reasoning: piece.text }
    else {
      const { id, name, args, output } = piece
      yield { tool: { id, name, args: JSON.stringify(args), output } }
    }
  }
  if (kind === 'usage') yield { usage: USAGE }
}

/** Servers made with `vue-chat-stream/server`. */
export const chatServers: readonly ServerCase[] = [
  {
    server: '`vue-chat-stream/server`: Express, Fastify, Hono, Nuxt, Nitro, Next.js',
    dialect: 'content',
    configure: 'nothing; `session` for [exactly once](server.md)',
    end: 'the event `close`',
    kinds: ['text', 'reasoning', 'tool', 'usage', 'error', 'cut'],
    // The server hides the message of an unexpected error.
    answers: { ...ANSWERS, error: { ...ANSWERS.error, message: 'The model failed.' } },
    async start() {
      // The tests send the kind as the question.
      const chat = createChatServer({
        answer: ({ message }) => answer(message as Kind),
        onError: () => undefined,
      })
      const { url, close } = await listen(express().use(URL_PATH, toNodeHandler(chat)))
      return {
        url: url + URL_PATH,
        close() {
          close()
          void chat.close()
        },
      }
    },
  },
]
