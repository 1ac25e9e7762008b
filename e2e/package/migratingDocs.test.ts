// @vitest-environment happy-dom
// Demonstrates the faults that docs/migrating.md lists, with its own examples of the code before.
import type { Chat } from '@ai-sdk/vue'
import type { UIMessage } from 'ai'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick, type Ref } from 'vue'
import { type ChatMessage, type UseChatStreamReturn } from 'vue-chat-stream'
import { loadExamples } from './docs/loadExamples.ts'

const load = await loadExamples('docs/migrating.md')

afterEach(() => {
  vi.unstubAllGlobals()
})

function stubFetch(answer: () => Response) {
  const fetch = vi.fn(() => Promise.resolve(answer()))
  vi.stubGlobal('fetch', fetch)
  return fetch
}

function responseOf(contentType: string, body: BodyInit): Response {
  return new Response(body, { headers: { 'content-type': contentType } })
}

const eventsOf = (...pieces: readonly string[]) =>
  responseOf('text/event-stream', pieces.map((piece) => `${piece}\n\n`).join(''))

describe('useEventSource of VueUse', () => {
  test('misses the second of two equal tokens', async () => {
    const sources: EventTarget[] = []
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        onmessage: ((event: MessageEvent) => void) | undefined
        constructor() {
          super()
          sources.push(this)
          this.addEventListener('message', (event) => this.onmessage?.(event as MessageEvent))
        }
        close() {}
      },
    )
    const { text } = (await load('VueUse.ts')) as { text: Ref<string> }
    for (const content of ['bye', 'bye', '!']) {
      sources[0]?.dispatchEvent(new MessageEvent('message', { data: JSON.stringify({ content }) }))
      await nextTick()
    }
    expect(text.value).toBe('bye!')
  })
})

describe('@microsoft/fetch-event-source', () => {
  async function loadAsk() {
    vi.resetModules()
    return (await load('FetchEventSource.ts')) as {
      ask: (message: string) => Promise<void>
      text: Ref<string>
    }
  }

  test('posts the question again after a connection that broke behind the first token', async () => {
    let isBroken = false
    const fetch = stubFetch(() => {
      if (isBroken) return eventsOf('data: {"content":"Once"}')
      isBroken = true
      const body = new ReadableStream<Uint8Array>({
        start: (controller) =>
          controller.enqueue(new TextEncoder().encode('data: {"content":"Once"}\n\n')),
        pull: (controller) => controller.error(new TypeError('The connection broke.')),
      })
      return responseOf('text/event-stream', body)
    })
    const { ask } = await loadAsk()
    await ask('Tell me a story')
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  test('treats a comment as an event without data, so the example throws and posts the question again', async () => {
    let requests = 0
    const fetch = stubFetch(() => {
      requests += 1
      const heartbeat = requests === 1 ? [': still here'] : []
      return eventsOf(...heartbeat, 'data: {"content":"Once"}')
    })
    const { ask } = await loadAsk()
    await ask('Tell me a story')
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})

describe('@ai-sdk/vue', () => {
  const cases = [
    {
      name: 'a stream without its end',
      answer: () =>
        eventsOf(
          'data: {"type":"start"}',
          'data: {"type":"text-start","id":"1"}',
          'data: {"type":"text-delta","id":"1","delta":"Take no more than"}',
        ),
      now: { outcome: 'truncated' },
    },
    {
      name: 'a page of HTML',
      answer: () => responseOf('text/html', '<h1>Sign in</h1>'),
      now: { outcome: 'failed', error: { kind: 'content-type' } },
    },
    {
      name: 'a JSON error with status 200',
      answer: () => responseOf('application/json', '{"error":"Sign in"}'),
      now: { outcome: 'failed' },
    },
  ]

  test.each(cases)(
    'ends as ready after $name, and as an error with useChatStream',
    async ({ answer, now }) => {
      stubFetch(answer)
      const was = (await load('AiSdk.ts')) as {
        chat: Chat<UIMessage>
        ask: (text: string) => Promise<void>
      }
      await was.ask('Hello')
      expect([was.chat.status, was.chat.error]).toEqual(['ready', undefined])

      const is = (await load('AiSdkNow.ts')) as {
        chat: UseChatStreamReturn
        ask: (text: string) => Promise<ChatMessage>
      }
      expect(await is.ask('Hello')).toMatchObject(now)
      expect(is.chat.status.value).toBe('error')
    },
  )
})
