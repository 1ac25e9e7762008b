import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ChatStreamError } from '../../core/errors.ts'
import type { ChatMessage } from '../../core/types.ts'
import ChatMessageView from './ChatMessageView.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { findButton, getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)
afterEach(() => vi.unstubAllGlobals())

const mountMessage = (message: ChatMessage, props: Record<string, unknown> = {}) =>
  mountWithTexts(ChatMessageView, { props: { message, latest: true, ...props } })

describe('ChatMessageView', () => {
  test.each([
    ['user', 'You'],
    ['assistant', 'Assistant'],
  ] as const)('is an article labelled for the role %s: %s', (role, name) => {
    const view = mountMessage(messageOf(role, 'Hello'))
    const heading = view.get('article > h2')
    expect(heading.text()).toBe(name)
    expect(view.get('article').attributes('aria-labelledby')).toBe(heading.attributes('id'))
  })

  test('folds the reasoning of a finished answer', () => {
    const parts = [
      { type: 'reasoning' as const, text: 'Hm.' },
      { type: 'text' as const, text: 'Yes.' },
    ]
    const view = mountMessage(messageOf('assistant', '', { parts, outcome: 'complete' }))
    expect(view.get('details').text()).toContain('Hm.')
    expect(view.get('details').attributes('open')).toBeUndefined()
  })

  test('says how many parts are not shown, when the answer has ended', () => {
    const message = messageOf('assistant', 'Done.', { omitted: { tool: 1500, source: 1 } })
    expect(mountMessage(message, { streaming: true }).text()).not.toContain('Not shown')
    const view = mountMessage({ ...message, outcome: 'complete' })
    expect(view.get('.omitted').text()).toBe('Not shown: 1,500 tool calls, 1 source')
    expect(mountMessage(messageOf('assistant', 'Done.')).find('.omitted').exists()).toBe(false)
  })

  test('shows the parts in the order of arrival', () => {
    const parts = [
      { type: 'reasoning' as const, text: 'First.' },
      { type: 'text' as const, text: 'Let me look.' },
      { type: 'source' as const, url: 'https://example.com/a', title: 'A page' },
      { type: 'tool' as const, id: 't', name: 'search', args: '{}', output: 'Found' },
      { type: 'reasoning' as const, text: 'Second.' },
      { type: 'text' as const, text: 'Here it is.' },
    ]
    const view = mountMessage(messageOf('assistant', '', { parts, outcome: 'complete' }))
    return vi.waitFor(() => {
      const text = view.get('.body').text()
      const places = ['First.', 'Let me look.', 'search', 'Second.', 'Here it is.', 'Sources'].map(
        (part) => text.indexOf(part),
      )
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places).not.toContain(-1)
    })
  })

  test.each(['stopped', 'truncated', 'failed', 'refused', undefined] as const)(
    'renders unclosed syntax at the end of an answer that ended early: %s',
    async (outcome) => {
      const view = mountMessage(messageOf('assistant', 'One **tw', outcome ? { outcome } : {}))
      await vi.waitFor(() => expect(view.get('.body strong').text()).toBe('tw'))
      expect(view.get('.body').text()).toBe('One tw')
    },
  )

  test('shows unclosed syntax literally in a complete answer, and before the end of any answer', async () => {
    const message = messageOf('assistant', 'One **tw', { outcome: 'complete' })
    const view = mountMessage(message)
    await vi.waitFor(() => expect(view.find('.stream-markdown').exists()).toBe(true))
    expect(view.get('.body').text()).toBe('One **tw')
    const parts = [
      { type: 'text' as const, text: 'One **tw' },
      { type: 'reasoning' as const, text: 'Hm.' },
      { type: 'text' as const, text: 'Two' },
    ]
    const cut = mountMessage(messageOf('assistant', '', { parts, outcome: 'stopped' }))
    await vi.waitFor(() => expect(cut.findAll('.stream-markdown')).toHaveLength(2))
    expect(cut.get('.stream-markdown').text()).toBe('One **tw')
  })

  test('shows that it is waiting until text arrives', async () => {
    const message = messageOf('assistant', '')
    const view = mountMessage(message, { latest: false, streaming: true })
    expect(view.text()).toContain('Waiting for a response')
    await view.setProps({ message: messageOf('assistant', 'Once') })
    expect(view.text()).not.toContain('Waiting')
  })

  test('says that the model is loading, in the line of the dots', async () => {
    const view = mountMessage(messageOf('assistant', ''), { latest: false, streaming: true })
    await view.setProps({ loadingModel: true })
    expect(view.findAll('.waiting').map((line) => line.text())).toEqual(['Loading the model…'])
    expect(view.find('.waiting .dots').exists()).toBe(true)
    await view.setProps({ message: messageOf('assistant', 'Once') })
    expect(view.text()).not.toContain('Loading')
  })
})

describe('ChatMessageView: endings', () => {
  const error = new ChatStreamError('http', 'The server answered 404: no such model', {
    status: 404,
    body: '{"detail":"no such model"}',
  })

  test('a complete answer shows no ending and offers Regenerate', async () => {
    const view = mountMessage(messageOf('assistant', 'Done.', { outcome: 'complete' }))
    expect(view.find('.ending').exists()).toBe(false)
    await getButton(view, 'Regenerate').trigger('click')
    expect(view.emitted('regenerate')).toHaveLength(1)
  })

  test('a stopped answer says so without an error', () => {
    const view = mountMessage(messageOf('assistant', 'Once', { outcome: 'stopped' }))
    expect(view.text()).toContain('You stopped this answer.')
    expect(view.find('[role=group][aria-label=Error]').exists()).toBe(false)
    expect(findButton(view, 'Regenerate')).toBeDefined()
  })

  test('a truncated answer shows an error, keeps its text and offers Retry', async () => {
    const view = mountMessage(messageOf('assistant', 'Once upon', { outcome: 'truncated' }))
    expect(view.get('[role=group][aria-label=Error]').text()).toContain('connection was lost')
    expect(view.text()).toContain('Once upon')
    await getButton(view, 'Retry').trigger('click')
    expect(view.emitted('retry')).toHaveLength(1)
  })

  test('an answer that reached its length limit says so and offers Continue', async () => {
    const message = messageOf('assistant', 'One **tw', { outcome: 'complete' })
    const view = mountMessage(message, { limited: true })
    expect(view.get('.ending.limit').text()).toContain('hit its length limit')
    expect(view.find('[role=group][aria-label=Error]').exists()).toBe(false)
    await vi.waitFor(() => expect(view.get('.body').text()).toBe('One tw'))
    expect(findButton(view, 'Retry')).toBeUndefined()
    expect(findButton(view, 'Regenerate')).toBeDefined()
    await getButton(view, 'Continue').trigger('click')
    expect(view.emitted('continue')).toHaveLength(1)
  })

  test('an answer that reached its limit without any text offers no Continue', () => {
    const parts = [{ type: 'reasoning' as const, text: 'Hm' }]
    const message = messageOf('assistant', '', { parts, outcome: 'complete' })
    const view = mountMessage(message, { limited: true })
    expect(view.get('.ending.limit').text()).toContain('hit its length limit')
    expect(findButton(view, 'Continue')).toBeUndefined()
  })

  test('a failed answer says what happened and shows the server’s message under Details', () => {
    const view = mountMessage(messageOf('assistant', 'Once', { outcome: 'failed', error }))
    expect(view.get('[role=group][aria-label=Error] p').text()).toContain(
      'No chat endpoint at this URL',
    )
    expect(view.get('summary').text()).toBe('Details')
    const details = view.get('details').text()
    expect(details).toContain('The server answered 404: no such model')
    expect(details).toContain('{"detail":"no such model"}')
    expect(view.text()).toContain('Once')
  })

  test('a refused answer has an ending of its own kind', () => {
    const view = mountMessage(messageOf('assistant', '', { outcome: 'refused' }))
    expect(view.get('.ending.refused').text()).toContain('declined')
  })

  test('an earlier answer offers neither Retry nor Regenerate', () => {
    const message = messageOf('assistant', 'Once', { outcome: 'failed', error })
    const view = mountMessage(message, { latest: false })
    expect(findButton(view, 'Retry')).toBeUndefined()
    expect(findButton(view, 'Regenerate')).toBeUndefined()
  })

  test('an ending is shown in Chinese, too', () => {
    const view = mountWithTexts(ChatMessageView, {
      props: { message: messageOf('assistant', '从前', { outcome: 'stopped' }) },
      language: 'zh-CN',
    })
    expect(view.text()).toContain('已停止回答')
  })
})

describe('ChatMessageView: Copy', () => {
  const message = messageOf('assistant', 'One\n\nTwo', { outcome: 'complete' })

  test('Copy writes the Markdown text to the clipboard and says so', async () => {
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const view = mountMessage(message)
    await getButton(view, 'Copy').trigger('click')
    await vi.waitFor(() => expect(view.text()).toContain('Copied'))
    expect(writeText).toHaveBeenCalledWith('One\n\nTwo')
  })

  test('Copy says what to do if the browser denies access to the clipboard', async () => {
    vi.stubGlobal('navigator', {})
    const view = mountMessage(message)
    await getButton(view, 'Copy').trigger('click')
    await vi.waitFor(() => expect(view.text()).toContain('copy it manually'))
  })

  test('Copy is offered only for finished answers', () => {
    expect(findButton(mountMessage(messageOf('user', 'Hi')), 'Copy')).toBeUndefined()
    expect(findButton(mountMessage(message, { streaming: true }), 'Copy')).toBeUndefined()
  })
})
