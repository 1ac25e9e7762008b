// @vitest-environment happy-dom
// Proves what docs/migrating/ai-sdk-vue.md says, with its own examples.
import type { Chat } from '@ai-sdk/vue'
import { mount } from '@vue/test-utils'
import type { UIMessage } from 'ai'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Component } from 'vue'
import { textOf, type ChatMessage, type UseChatStreamReturn } from 'vue-chat-stream'
import { loadExamples } from '../docs/loadExamples.ts'
import { eventsOf, openStream, responseOf, stubFetch } from './responses.ts'

const load = await loadExamples('docs/migrating/ai-sdk-vue.md')

afterEach(() => {
  vi.unstubAllGlobals()
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

  interface Before {
    readonly chat: Chat<UIMessage>
    readonly ask: (text: string) => Promise<void>
  }
  interface Now {
    readonly chat: UseChatStreamReturn
    readonly ask: (text: string) => Promise<ChatMessage>
  }
  /** Imports the examples again, each with a new chat. */
  async function loadBoth() {
    vi.resetModules()
    const was = (await load('AiSdk.ts')) as unknown as Before
    const is = (await load('AiSdkNow.ts')) as unknown as Now
    was.chat.messages = []
    is.chat.clear()
    return { was, is }
  }

  const START = [{ type: 'start' }, { type: 'text-start', id: '1' }]
  const delta = (text: string) => ({ type: 'text-delta', id: '1', delta: text })

  test('is ready although the second of two answers streams; useChatStream queues the second question', async () => {
    const { was, is } = await loadBoth()
    const streams = [openStream(), openStream()] as const
    let count = 0
    const fetch = stubFetch(() => (streams[(count += 1) - 1] as (typeof streams)[0]).response)
    const asked = [was.ask('A'), was.ask('B')]
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledTimes(2))
    for (const event of [...START, delta('to B')]) streams[1].write(event)
    for (const event of [...START, delta('to A'), { type: 'finish' }]) streams[0].write(event)
    streams[0].close()
    await asked[0]
    expect(was.chat.status).toBe('ready')
    streams[1].write({ type: 'finish' })
    streams[1].close()
    await asked[1]

    const first = openStream()
    const once = stubFetch(() => first.response)
    void is.ask('A')
    void is.ask('B')
    await vi.waitFor(() => expect(once).toHaveBeenCalledTimes(1))
    expect(is.chat.queue.value.map(textOf)).toEqual(['B'])
    is.chat.clear()
  })

  test('loses the former answer if regenerating it fails; useChatStream keeps it', async () => {
    const { was, is } = await loadBoth()
    const answered = () =>
      eventsOf(
        ...[...START, delta('Once'), { type: 'text-end', id: '1' }, { type: 'finish' }].map(
          (event) => `data: ${JSON.stringify(event)}`,
        ),
        'data: [DONE]',
      )
    stubFetch(answered)
    await was.ask('A')
    await is.ask('A')
    expect(was.chat.messages).toHaveLength(2)
    stubFetch(() => new Response('No', { status: 500 }))
    await was.chat.regenerate()
    expect(was.chat.messages).toHaveLength(1)
    await is.chat.regenerate()
    expect(is.chat.messages.value.map(textOf)).toEqual(['A', 'Once'])
  })

  test.each([
    ['continues after its component is unmounted', 'AiSdkChat.vue', false],
    ['is replaced by useChatStream, which stops then', 'AiSdkChatNow.vue', true],
  ])('%s', async (_, file, isStopped) => {
    const signals: AbortSignal[] = []
    const { response } = openStream()
    vi.stubGlobal('fetch', (_url: string, { signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      return Promise.resolve(response)
    })
    const { default: component } = (await load(file)) as { default: Component }
    const wrapper = mount(component)
    await wrapper.find('input').setValue('Tell me')
    await wrapper.find('form').trigger('submit')
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    wrapper.unmount()
    expect(signals[0]?.aborted).toBe(isStopped)
  })
})
