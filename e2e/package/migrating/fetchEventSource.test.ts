// @vitest-environment happy-dom
// Proves what docs/migrating/fetch-event-source.md says, with its own examples.
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Ref } from 'vue'
import type { ChatMessage } from 'vue-chat-stream'
import { loadExamples } from '../docs/loadExamples.ts'
import { eventsOf, responseOf, stubFetch } from './responses.ts'

const load = await loadExamples('docs/migrating/fetch-event-source.md')

afterEach(() => {
  vi.unstubAllGlobals()
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

  test('posts the question again when its tab is hidden and shown again', async () => {
    let isHidden = false
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden)
    const body = () => new ReadableStream<Uint8Array>()
    const fetch = stubFetch(() => responseOf('text/event-stream', body()))
    const { ask } = await loadAsk()
    void ask('Tell me a story')
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(1))
    for (isHidden of [true, false]) document.dispatchEvent(new Event('visibilitychange'))
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2))
    vi.restoreAllMocks()
  })
})

test('useChatStream() posts once in these cases', async () => {
  const { send } = (await load('FetchEventSourceNow.ts')) as {
    send: (text: string) => Promise<ChatMessage>
  }
  const broken = () => {
    const encoded = new TextEncoder().encode('data: {"content":"Once"}\n\n')
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoded),
      pull: (controller) => controller.error(new TypeError('The connection broke.')),
    })
    return responseOf('text/event-stream', body)
  }
  const afterBreak = stubFetch(broken)
  expect(await send('Tell me')).toMatchObject({ outcome: 'truncated', parts: [{ text: 'Once' }] })
  expect(afterBreak).toHaveBeenCalledTimes(1)
  const afterComment = stubFetch(() =>
    eventsOf(': still here', 'data: {"content":"Once"}', 'event: close\ndata: {"reason":"done"}'),
  )
  expect(await send('Tell me')).toMatchObject({ outcome: 'complete', parts: [{ text: 'Once' }] })
  expect(afterComment).toHaveBeenCalledTimes(1)
})
