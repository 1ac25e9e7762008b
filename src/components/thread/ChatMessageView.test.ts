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

describe('a message', () => {
  test.each([
    ['user', 'You'],
    ['assistant', 'Assistant'],
  ] as const)('by the %s is an article under the name %s', (role, name) => {
    const view = mountMessage(messageOf(role, 'Hello'))
    const heading = view.get('article > h2')
    expect(heading.text()).toBe(name)
    expect(view.get('article').attributes('aria-labelledby')).toBe(heading.attributes('id'))
  })

  test('folds what was thought before the answer', () => {
    const parts = [
      { type: 'reasoning' as const, text: 'Hm.' },
      { type: 'text' as const, text: 'Yes.' },
    ]
    const view = mountMessage(messageOf('assistant', '', { parts, outcome: 'complete' }))
    expect(view.get('details').text()).toContain('Hm.')
    expect(view.get('details').attributes('open')).toBeUndefined()
  })

  test('shows its parts in the order in which they came', () => {
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
        (words) => text.indexOf(words),
      )
      expect(places).toEqual(places.toSorted((a, b) => a - b))
      expect(places).not.toContain(-1)
    })
  })

  test.each(['stopped', 'truncated', 'failed', 'refused', undefined] as const)(
    'that broke off shows no mark without an end: %s',
    async (outcome) => {
      const view = mountMessage(messageOf('assistant', 'One **tw', outcome ? { outcome } : {}))
      await vi.waitFor(() => expect(view.get('.body strong').text()).toBe('tw'))
      expect(view.get('.body').text()).toBe('One tw')
    },
  )

  test('that is complete shows its text as it was written, and so does all but its end', async () => {
    const whole = messageOf('assistant', 'One **tw', { outcome: 'complete' })
    const view = mountMessage(whole)
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

  test('says that it waits until something comes', async () => {
    const message = messageOf('assistant', '')
    const view = mountMessage(message, { latest: false, streaming: true })
    expect(view.text()).toContain('Waiting for the answer')
    await view.setProps({ message: messageOf('assistant', 'Once') })
    expect(view.text()).not.toContain('Waiting')
  })
})

describe('an ending', () => {
  const error = new ChatStreamError('http', 'The server answered 404: no such model', {
    status: 404,
    body: '{"detail":"no such model"}',
  })

  test('that is complete needs no words, and can be regenerated', async () => {
    const view = mountMessage(messageOf('assistant', 'Done.', { outcome: 'complete' }))
    expect(view.find('.ending').exists()).toBe(false)
    await getButton(view, 'Regenerate').trigger('click')
    expect(view.emitted('regenerate')).toHaveLength(1)
  })

  test('by the person’s own Stop is told quietly', () => {
    const view = mountMessage(messageOf('assistant', 'Once', { outcome: 'stopped' }))
    expect(view.text()).toContain('You stopped this answer.')
    expect(view.find('[role=group][aria-label=Error]').exists()).toBe(false)
    expect(findButton(view, 'Regenerate')).toBeDefined()
  })

  test('that came early is an error, keeps the text, and can be retried', async () => {
    const view = mountMessage(messageOf('assistant', 'Once upon', { outcome: 'truncated' }))
    expect(view.get('[role=group][aria-label=Error]').text()).toContain('ended early')
    expect(view.text()).toContain('Once upon')
    await getButton(view, 'Retry').trigger('click')
    expect(view.emitted('retry')).toHaveLength(1)
  })

  test('at a limit of its length says so, shows no raw mark, and can be gone on with', async () => {
    const message = messageOf('assistant', 'One **tw', { outcome: 'complete' })
    const view = mountMessage(message, { limited: true })
    expect(view.get('.ending.limit').text()).toContain('reached its length limit')
    expect(view.find('[role=group][aria-label=Error]').exists()).toBe(false)
    await vi.waitFor(() => expect(view.get('.body').text()).toBe('One tw'))
    expect(findButton(view, 'Retry')).toBeUndefined()
    expect(findButton(view, 'Regenerate')).toBeDefined()
    await getButton(view, 'Continue').trigger('click')
    expect(view.emitted('continue')).toHaveLength(1)
  })

  test('at a limit before its first word has nothing to be gone on with', () => {
    const parts = [{ type: 'reasoning' as const, text: 'Hm' }]
    const message = messageOf('assistant', '', { parts, outcome: 'complete' })
    const view = mountMessage(message, { limited: true })
    expect(view.get('.ending.limit').text()).toContain('reached its length limit')
    expect(findButton(view, 'Continue')).toBeUndefined()
  })

  test('that failed says what happened, with the server’s own words under Details', () => {
    const view = mountMessage(messageOf('assistant', 'Once', { outcome: 'failed', error }))
    expect(view.get('[role=group][aria-label=Error] p').text()).toContain('no chat at this address')
    expect(view.get('summary').text()).toBe('Details')
    const details = view.get('details').text()
    expect(details).toContain('The server answered 404: no such model')
    expect(details).toContain('{"detail":"no such model"}')
    expect(view.text()).toContain('Once')
  })

  test('that was a refusal looks like none of the others', () => {
    const view = mountMessage(messageOf('assistant', '', { outcome: 'refused' }))
    expect(view.get('.ending.refused').text()).toContain('declined')
  })

  test('of an earlier answer cannot be retried', () => {
    const message = messageOf('assistant', 'Once', { outcome: 'failed', error })
    const view = mountMessage(message, { latest: false })
    expect(findButton(view, 'Retry')).toBeUndefined()
    expect(findButton(view, 'Regenerate')).toBeUndefined()
  })

  test('is told in Chinese, too', () => {
    const view = mountWithTexts(ChatMessageView, {
      props: { message: messageOf('assistant', '从前', { outcome: 'stopped' }) },
      language: 'zh-CN',
    })
    expect(view.text()).toContain('你停止了这次回答')
  })
})

describe('Copy', () => {
  const message = messageOf('assistant', 'One\n\nTwo', { outcome: 'complete' })

  test('puts the plain text on the clipboard and says so', async () => {
    const writeText = vi.fn(async () => undefined)
    vi.stubGlobal('navigator', { clipboard: { writeText } })
    const view = mountMessage(message)
    await getButton(view, 'Copy').trigger('click')
    await vi.waitFor(() => expect(view.text()).toContain('Copied'))
    expect(writeText).toHaveBeenCalledWith('One\n\nTwo')
  })

  test('says what to do where the browser does not allow it', async () => {
    vi.stubGlobal('navigator', {})
    const view = mountMessage(message)
    await getButton(view, 'Copy').trigger('click')
    await vi.waitFor(() => expect(view.text()).toContain('copy it yourself'))
  })

  test('is offered for answers alone, once they are over', () => {
    expect(findButton(mountMessage(messageOf('user', 'Hi')), 'Copy')).toBeUndefined()
    expect(findButton(mountMessage(message, { streaming: true }), 'Copy')).toBeUndefined()
  })
})
