import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ChatStreamError } from '../core/errors.ts'
import ChatMessageView from './ChatMessageView.vue'
import ChatThread from './ChatThread.vue'
import { messageOf } from './messages.test-helper.ts'
import { findButton, mountWithTexts } from './mount.test-helper.ts'

enableAutoUnmount(afterEach)

const mountThread = (props: Record<string, unknown>) =>
  mountWithTexts(ChatThread, {
    props: { messages: [], queue: [], status: 'ready', ...props },
    slots: { empty: '<p>Welcome</p>' },
  })

describe('the thread', () => {
  it('is a log that screen readers do not read word by word', () => {
    const log = mountThread({}).get('[role=log]')
    expect(log.attributes()).toMatchObject({ 'aria-label': 'Conversation', 'aria-live': 'off' })
  })

  it('welcomes until something is asked', async () => {
    const thread = mountThread({})
    expect(thread.text()).toContain('Welcome')
    await thread.setProps({ messages: [messageOf('user', 'Hi')] })
    expect(thread.text()).not.toContain('Welcome')
  })

  it('leaves earlier messages alone while the last one grows', async () => {
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

  it('shows questions that wait as waiting', () => {
    const queue = [messageOf('user', 'And then?')]
    const messages = [messageOf('user', 'Hi'), messageOf('assistant', '')]
    const thread = mountThread({ messages, queue, status: 'streaming' })
    expect(thread.findAll('article')).toHaveLength(2)
    expect(thread.get('li').text()).toContain('And then?')
    expect(thread.get('li').text()).toContain('Waiting for its turn')
  })

  it('offers to regenerate the last answer alone, and only when it is over', async () => {
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

  it('tells of a failure that left the former answer as it was', () => {
    const messages = [
      messageOf('user', 'Hi'),
      messageOf('assistant', 'Hello', { outcome: 'complete' }),
    ]
    const error = new ChatStreamError('network', 'No answer from http://localhost')
    const thread = mountThread({ messages, status: 'error', error })
    expect(thread.text()).toContain('Hello')
    expect(thread.get('[role=alert]').text()).toContain('could not be reached')
  })

  it('tells of a failure once', () => {
    const error = new ChatStreamError('network', 'No answer from http://localhost')
    const failed = messageOf('assistant', '', { outcome: 'failed', error })
    const thread = mountThread({
      messages: [messageOf('user', 'Hi'), failed],
      status: 'error',
      error,
    })
    expect(thread.findAll('[role=alert]')).toHaveLength(1)
  })
})
