import 'reflect-metadata'
import { Controller, Headers as FromHeaders, type MessageEvent, Sse } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { initTRPC } from '@trpc/server'
import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { createSession } from 'better-sse'
import { createEventStream, H3 } from 'h3'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { from, map, type Observable } from 'rxjs'
import { ChatStreamModule } from 'vue-chat-stream/server/nest'
import { decorateMethod } from '../nest-server/decorateMethod.ts'
import { kindOf, listen, listenWithFetch } from './listen.ts'
import { ANSWERS, script } from './script.ts'
import type { Kind, ServerCase } from './ServerCase.ts'

/** Yields only the text of the script. */
async function* words(kind: Kind): AsyncGenerator<string> {
  for await (const piece of script(kind)) if (piece.type === 'text') yield piece.text
}

const trpc = initTRPC.context<{ kind: Kind }>().create()
const router = trpc.router({
  chat: trpc.procedure.subscription(({ ctx }) => words(ctx.kind)),
})

class ChatController {
  stream(kind: Kind): Observable<MessageEvent> {
    return from(words(kind)).pipe(map((content) => ({ data: { content } })))
  }
}
Controller()(ChatController)
decorateMethod(ChatController, 'stream', Sse('chat'), FromHeaders('x-kind'))

// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- Nest identifies a module by its class
class ChatModule {}

/** Libraries that write event streams. */
export const webServers: readonly ServerCase[] = [
  {
    server: 'Hono (`streamSSE`)',
    dialect: 'text',
    end: 'the clean end of the body, or a named event such as `done`',
    kinds: ['text', 'error', 'cut'],
    answers: ANSWERS,
    start() {
      const app = new Hono().post('/', (context) =>
        streamSSE(
          context,
          async (stream) => {
            for await (const data of words(kindOf(context.req.raw.headers))) {
              await stream.writeSSE({ data })
            }
          },
          async (error, stream) => stream.writeSSE({ event: 'error', data: error.message }),
        ),
      )
      return listenWithFetch((request) => app.fetch(request))
    },
  },
  {
    server: 'h3, Nitro and Nuxt (`createEventStream`)',
    dialect: 'content',
    end: 'the clean end of the body, or a named event such as `done`',
    kinds: ['text', 'error', 'cut'],
    answers: ANSWERS,
    start() {
      const app = new H3().post('/', (event) => {
        const stream = createEventStream(event)
        const write = async () => {
          try {
            for await (const content of words(kindOf(event.req.headers))) {
              await stream.push(JSON.stringify({ content }))
            }
          } catch (error) {
            await stream.push({ event: 'error', data: error instanceof Error ? error.message : '' })
          }
          await stream.close()
        }
        void write()
        return stream.send()
      })
      return listenWithFetch((request) => app.fetch(request))
    },
  },
  {
    server: 'better-sse (`session.push`)',
    dialect: 'content',
    end: 'the clean end of the body, or a named event such as `done`',
    kinds: ['text', 'error', 'cut'],
    answers: ANSWERS,
    start: () =>
      listen(async (request, response) => {
        const session = await createSession(request, response)
        try {
          for await (const content of words(kindOf(request.headers))) session.push({ content })
        } catch (error) {
          session.push({ message: error instanceof Error ? error.message : '' }, 'error')
        }
        response.end()
      }),
  },
  {
    server: 'tRPC (`httpSubscriptionLink`)',
    dialect: 'text',
    configure: 'the URL of the procedure, over `get`',
    end: 'the event `return`',
    kinds: ['text', 'error', 'cut'],
    answers: ANSWERS,
    options: () => ({ transport: 'get' }),
    async start() {
      const { url, close } = await listenWithFetch((req) =>
        fetchRequestHandler({
          endpoint: '/trpc',
          req,
          router,
          createContext: () => ({ kind: kindOf(req.headers) }),
        }),
      )
      return { url: `${url}/trpc/chat`, close }
    },
  },
  {
    server: 'NestJS (`@Sse`)',
    dialect: 'content',
    end: 'the clean end of the body',
    kinds: ['text', 'error', 'cut'],
    // Nest hides the message of an unexpected error.
    answers: { ...ANSWERS, error: { ...ANSWERS.error, message: 'Internal server error' } },
    options: () => ({ transport: 'get' }),
    async start() {
      const module = { module: ChatModule, controllers: [ChatController] }
      const app = await NestFactory.create(module, { logger: false })
      await app.init()
      const { url, close } = await listen(app.getHttpAdapter().getInstance())
      return { url: `${url}/chat`, close }
    },
  },
  {
    server: 'NestJS with `vue-chat-stream/server/nest`',
    dialect: 'content',
    configure: 'nothing; the transport `session` for two requests',
    end: 'the event `close`',
    // A cut answer resumes, which other tests check.
    kinds: ['text', 'error'],
    answers: { ...ANSWERS, error: { ...ANSWERS.error, message: 'The model failed.' } },
    async start() {
      const chat = ChatStreamModule.forRoot({
        answer: ({ message }) => words(message as Kind),
        onError: () => undefined,
      })
      const module = { module: ChatModule, imports: [chat] }
      const app = await NestFactory.create(module, { logger: false })
      await app.init()
      const { url, close } = await listen(app.getHttpAdapter().getInstance())
      return { url: `${url}/ai/chat/stream`, close }
    },
  },
]
