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

describe('ChatThread: long chats', () => {
  const messageStarts = (thread: ReturnType<typeof mountThread>) =>
    thread.findAll('article').map((article) => article.text().split(':')[0])

  test('renders the end immediately and soon contains the text of all messages in order', async () => {
    const thread = mountThread({ messages: longChat(100) })
    expect(thread.findAll('article').length).toBeLessThan(20)
    expect(messageStarts(thread).at(-1)).toContain('Answer 99')
    await vi.waitFor(() => expect(thread.findAll('article')).toHaveLength(200))
    const expected = Array.from({ length: 100 }, (_, turn) => [
      expect.stringMatching(new RegExp(`Question ${turn}$`)),
      expect.stringMatching(new RegExp(`Answer ${turn}$`)),
    ]).flat()
    expect(messageStarts(thread)).toEqual(expected)
    expect(thread.get('article').text()).toBe('YouQuestion 0')
  })

  test('renders all messages immediately for printing', async () => {
    const thread = mountThread({ messages: longChat(40) })
    dispatchEvent(new Event('beforeprint'))
    await nextTick()
    expect(thread.findAllComponents(ChatMessageView)).toHaveLength(80)
  })

  test('reveal() renders any message', async () => {
    const messages = longChat(40)
    const thread = mountThread({ messages })
    const id = messages[3]?.id ?? ''
    await (thread.vm as unknown as InstanceType<typeof ChatThread>).reveal(id)
    const view = thread.get(`[data-message="${id}"]`)
    expect(findButton(thread.findAllComponents(ChatMessageView)[1] ?? thread, 'Copy')).toBeTruthy()
    expect(view.text()).toContain('Answer 1')
  })

  test('renders only the last message again while an answer begins, grows and ends', async () => {
    let renderCount = 0
    // `metrics` is read once per rendering of an answer, and nowhere else.
    const metrics = { get: () => void (renderCount += 1) }
    const messages = longChat(3).map((message) =>
      Object.defineProperty(message, 'metrics', metrics),
    )
    const thread = mountThread({ messages })
    expect(renderCount).toBe(3)
    await thread.setProps({ status: 'streaming' })
    const last = messageOf('assistant', 'More')
    await thread.setProps({ messages: [...messages.slice(0, -1), last] })
    await thread.setProps({ status: 'ready' })
    expect(renderCount).toBe(3)
  })
})

describe('ChatThread', () => {
  test('is a log that screen readers do not read token by token', () => {
    const log = mountThread({}).get('[role=log]')
    expect(log.attributes()).toMatchObject({ 'aria-label': 'Conversation', 'aria-live': 'off' })
  })

  test('shows the empty slot until the first question', async () => {
    const thread = mountThread({})
    expect(thread.text()).toContain('Welcome')
    await thread.setProps({ messages: [messageOf('user', 'Hi')] })
    expect(thread.text()).not.toContain('Welcome')
  })

  test('does not touch earlier messages while the last one grows', async () => {
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

    const longerAnswer = { ...answer, parts: [{ type: 'text', text: 'Once' }] }
    await thread.setProps({ messages: [question, longerAnswer] })
    seen.push(...observer.takeRecords())

    expect(thread.text()).toContain('Once')
    expect(thread.get('article').element).toBe(element)
    expect(seen).toEqual([])
  })

  test('marks queued questions as waiting', () => {
    const queue = [messageOf('user', 'And then?')]
    const messages = [messageOf('user', 'Hi'), messageOf('assistant', '')]
    const thread = mountThread({ messages, queue, status: 'streaming' })
    expect(thread.findAll('article')).toHaveLength(2)
    expect(thread.get('li').text()).toContain('And then?')
    expect(thread.get('li').text()).toContain('Queued')
  })

  test('offers Regenerate only for the last answer, and only when it has ended', async () => {
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

  test('shows a failure that left the previous answer unchanged', () => {
    const messages = [
      messageOf('user', 'Hi'),
      messageOf('assistant', 'Hello', { outcome: 'complete' }),
    ]
    const error = new ChatStreamError('network', 'No answer from http://localhost')
    const thread = mountThread({ messages, status: 'error', error })
    expect(thread.text()).toContain('Hello')
    expect(thread.get('[role=group][aria-label=Error]').text()).toContain(
      'Couldn’t reach the server',
    )
  })

  test('shows a failure only once', () => {
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
