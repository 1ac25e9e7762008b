import { randomUUID } from 'node:crypto'
import * as installed from 'ai'
import { createClient } from 'redis'
import { onTestFinished } from 'vitest'
import { aiSdk, requestJson } from 'vue-chat-stream'
import { isNode, loadPeer } from '../../peers/loadPeer.ts'
import { listenWithFetch } from '../../servers/listen.ts'
import { HAS_REDIS, RedisForTest } from '../../../../src/server/redis/redis.test-helper.ts'
import type { ResumableCase } from '../ResumableCase.ts'
import { questionIn } from '../RunModel.ts'
import { portOf } from './http.ts'

/** The part of `resumable-stream` that the server uses. */
interface StreamContext {
  createNewResumableStream(
    id: string,
    makeStream: () => ReadableStream<string>,
  ): Promise<ReadableStream<string>>
  resumeExistingStream(id: string): Promise<ReadableStream<string> | null | undefined>
}

interface ResumableStreamModule {
  createResumableStreamContext(options: object): StreamContext
}

const resumableStream = HAS_REDIS
  ? await loadPeer<ResumableStreamModule>('resumable-stream')
  : undefined

/** The AI SDK 7 needs Node 22. */
const sdk = (isNode(22) && (await loadPeer<typeof installed>('ai'))) || installed

/** A chat of the server's table. */
interface Chat {
  activeStreamId?: string | undefined
  answer?: string | undefined
  readonly stop: AbortController
}

/** The AI SDK with resumable-stream over Redis, as the documentation of its `resume` shows it. */
export const aiSdkCase: ResumableCase | undefined = resumableStream && {
  server: `AI SDK ${isNode(22) ? 7 : 6} and resumable-stream, over Redis`,
  async start(model) {
    const redis = await RedisForTest.start()
    const [publisher, subscriber] = [
      createClient({ url: redis.url }),
      createClient({ url: redis.url }),
    ]
    for (const client of [publisher, subscriber]) client.on('error', () => undefined)
    await Promise.all([publisher.connect(), subscriber.connect()])
    const works: Promise<unknown>[] = []
    const streams = resumableStream.createResumableStreamContext({
      waitUntil: (work: Promise<unknown>) => works.push(work),
      publisher,
      subscriber,
    })
    const chats = new Map<string, Chat>()

    async function answer(request: Request): Promise<Response> {
      const { id, messages } = (await request.json()) as { id: string; messages: unknown }
      const chat: Chat = { stop: new AbortController() }
      chats.set(id, chat)
      const stream = sdk.createUIMessageStream({
        async execute({ writer }) {
          const part = { id: '1' }
          let text = ''
          writer.write({ type: 'start', messageId: randomUUID() })
          writer.write({ type: 'text-start', ...part })
          for await (const delta of model.run(questionIn(messages), chat.stop.signal)) {
            text += delta
            writer.write({ type: 'text-delta', ...part, delta })
          }
          writer.write({ type: 'text-end', ...part })
          if (!chat.stop.signal.aborted) chat.answer = text
          chat.activeStreamId = undefined
          writer.write({ type: 'finish', finishReason: 'stop' })
        },
      })
      return sdk.createUIMessageStreamResponse({
        stream,
        async consumeSseStream({ stream: sse }) {
          const streamId = randomUUID()
          await streams.createNewResumableStream(streamId, () => sse)
          if (chat.answer === undefined) chat.activeStreamId = streamId
        },
      })
    }

    const server = await listenWithFetch(async (request) => {
      const { pathname } = new URL(request.url)
      const [, id = '', action] = /^\/api\/chat\/([^/]+)\/(\w+)$/.exec(pathname) ?? []
      if (!id) return answer(request)
      const chat = chats.get(id)
      if (action === 'stop') chat?.stop.abort()
      if (action === 'answer') return Response.json({ answer: chat?.answer ?? null })
      const stream =
        action === 'stream' && chat?.activeStreamId
          ? await streams.resumeExistingStream(chat.activeStreamId)
          : undefined
      if (!stream) return new Response(null, { status: 204 })
      return new Response(stream.pipeThrough(new TextEncoderStream()), {
        headers: sdk.UI_MESSAGE_STREAM_HEADERS,
      })
    })
    const port = portOf(server)
    // After the server, which uses it.
    onTestFinished(async () => {
      await Promise.all(works)
      await Promise.all([publisher.close(), subscriber.close()])
      await redis.stop()
    })
    return {
      ports: [port],
      options: (origin) =>
        aiSdk({
          url: `${origin}/api/chat`,
          resume: true,
          stop: (chatId) => `${origin}/api/chat/${chatId}/stop`,
          async recover({ sessionId }, _request, context) {
            const { answer: text } = await requestJson(
              `${origin}/api/chat/${sessionId}/answer`,
              context,
            )
            return typeof text === 'string' ? { text } : undefined
          },
        }),
    }
  },
}
