import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import { ChatStreamError } from '../../core/errors.ts'
import ChatMessageView from './ChatMessageView.vue'
import ChatThread from './ChatThread.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { findButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)

const mountThread = (props: Record<string, unknown>) =>
  mountWithTexts(ChatThread, {
    props: { messages: [], queue: [], status: 'ready', ...props },
    slots: { empty: '<p>Welcome</p>' },
  })

const LONG = 'Some **bold** words. '.repeat(50)
const longChat = (turns: number) =>
  Array.from({ length: turns }, (_, turn) => [
    messageOf('user', `Question ${turn}`),
    messageOf('assistant', `Answer ${turn}: ${LONG}`, { outcome: 'complete' }),
  ]).flat()

describe('the thread of a long conversation', () => {
  const wordsOf = (thread: ReturnType<typeof mountThread>) =>
    thread.findAll('article').map((article) => article.text().split(':')[0])

  test('draws its end at once, and soon has the words of all messages in their order', async () => {
    const thread = mountThread({ messages: longChat(100) })
    expect(thread.findAll('article').length).toBeLessThan(20)
    expect(wordsOf(thread).at(-1)).toContain('Answer 99')
    await vi.waitFor(() => expect(thread.findAll('article')).toHaveLength(200), 3000)
    const expected = Array.from({ length: 100 }, (_, turn) => [
      expect.stringMatching(new RegExp(`Question ${turn}$`)),
      expect.stringMatching(new RegExp(`Answer ${turn}$`)),
    ]).flat()
    expect(wordsOf(thread)).toEqual(expected)
    expect(thread.get('article').text()).toBe('YouQuestion 0')
  })

  test('draws all of it for paper, at once', async () => {
    const thread = mountThread({ messages: longChat(40) })
    dispatchEvent(new Event('beforeprint'))
    await nextTick()
    expect(thread.findAllComponents(ChatMessageView)).toHaveLength(80)
  })

  test('draws what is to be shown, wherever it is', async () => {
    const messages = longChat(40)
    const thread = mountThread({ messages })
    const id = messages[3]?.id ?? ''
    await (thread.vm as unknown as InstanceType<typeof ChatThread>).reveal(id)
    const view = thread.get(`[data-message="${id}"]`)
    expect(findButton(thread.findAllComponents(ChatMessageView)[1] ?? thread, 'Copy')).toBeTruthy()
    expect(view.text()).toContain('Answer 1')
  })

  test('draws again no other message than the last while an answer grows, begins and ends', async () => {
    let drawings = 0
    // What is read whenever an answer is drawn, and nowhere else.
    const metrics = { get: () => void (drawings += 1) }
    const messages = longChat(3).map((message) =>
      Object.defineProperty(message, 'metrics', metrics),
    )
    const thread = mountThread({ messages })
    expect(drawings).toBe(3)
    await thread.setProps({ status: 'streaming' })
    const last = messageOf('assistant', 'More')
    await thread.setProps({ messages: [...messages.slice(0, -1), last] })
    await thread.setProps({ status: 'ready' })
    expect(drawings).toBe(3)
  })
})

describe('the thread', () => {
  test('is a log that screen readers do not read word by word', () => {
    const log = mountThread({}).get('[role=log]')
    expect(log.attributes()).toMatchObject({ 'aria-label': 'Conversation', 'aria-live': 'off' })
  })

  test('welcomes until something is asked', async () => {
    const thread = mountThread({})
    expect(thread.text()).toContain('Welcome')
    await thread.setProps({ messages: [messageOf('user', 'Hi')] })
    expect(thread.text()).not.toContain('Welcome')
  })

  test('leaves earlier messages alone while the last one grows', async () => {
    const [question, answer] = [messageOf('user', 'Hi'), messageOf('assistant', 'On')]
    const thread = mountThread({ messages: [question, answer], status: 'streaming' })
    const element = thread.get('article').element
    const seen: MutationRecord[] = []
    const observer = new MutationObserver((records) => seen.push(...records))
    observer.observe(element, {
      attributes: true,
      childList: true,
      characterData: true,
      subtree: true,
    })

    const grown = { ...answer, parts: [{ type: 'text', text: 'Once' }] }
    await thread.setProps({ messages: [question, grown] })
    seen.push(...observer.takeRecords())

    expect(thread.text()).toContain('Once')
    expect(thread.get('article').element).toBe(element)
    expect(seen).toEqual([])
  })

  test('shows questions that wait as waiting', () => {
    const queue = [messageOf('user', 'And then?')]
    const messages = [messageOf('user', 'Hi'), messageOf('assistant', '')]
    const thread = mountThread({ messages, queue, status: 'streaming' })
    expect(thread.findAll('article')).toHaveLength(2)
    expect(thread.get('li').text()).toContain('And then?')
    expect(thread.get('li').text()).toContain('Waiting for its turn')
  })

  test('offers to regenerate the last answer alone, and only when it is over', async () => {
    const done = { outcome: 'complete' } as const
    const messages = [
      messageOf('user', 'One'),
      messageOf('assistant', 'First', done),
      messageOf('user', 'Two'),
      messageOf('assistant', 'Second', done),
    ]
    const thread = mountThread({ messages })
    const offers = () =>
      thread.findAllComponents(ChatMessageView).map((view) => !!findButton(view, 'Regenerate'))
    expect(offers()).toEqual([false, false, false, true])
    await thread.setProps({ status: 'streaming' })
    expect(offers()).toEqual([false, false, false, false])
  })

  test('tells of a failure that left the former answer as it was', () => {
    const messages = [
      messageOf('user', 'Hi'),
      messageOf('assistant', 'Hello', { outcome: 'complete' }),
    ]
    const error = new ChatStreamError('network', 'No answer from http://localhost')
    const thread = mountThread({ messages, status: 'error', error })
    expect(thread.text()).toContain('Hello')
    expect(thread.get('[role=group][aria-label=Error]').text()).toContain('could not be reached')
  })

  test('tells of a failure once', () => {
    const error = new ChatStreamError('network', 'No answer from http://localhost')
    const plain = { kind: error.kind, message: error.message }
    const failed = messageOf('assistant', '', { outcome: 'failed', error: plain })
    const thread = mountThread({
      messages: [messageOf('user', 'Hi'), failed],
      status: 'error',
      error,
    })
    expect(thread.findAll('[role=group][aria-label=Error]')).toHaveLength(1)
  })
})
