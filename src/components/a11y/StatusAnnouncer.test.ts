import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, test } from 'vitest'
import { ChatStreamError } from '../../core/errors.ts'
import type { ChatMessage } from '../../core/types.ts'
import { recordAnnouncements } from './announcements.test-helper.ts'
import { messageOf } from '../base/messages.test-helper.ts'
import { mountWithTexts } from '../base/mount.test-helper.ts'
import StatusAnnouncer from './StatusAnnouncer.vue'

enableAutoUnmount(afterEach)

function mountAnnouncer(props: Record<string, unknown> = {}) {
  const { spoken, provide } = recordAnnouncements()
  const announcer = mountWithTexts(StatusAnnouncer, {
    props: { chatId: 'a', status: 'ready', last: undefined, ...props },
    provide,
  })
  return { announcer, spoken }
}

const network = new ChatStreamError('network', 'No answer from http://localhost')
const UNREACHABLE =
  'Couldn’t reach the server. Check your connection and the server URL in Settings.'
const ENDED_EARLY = 'The connection was lost before the answer finished.'

describe('StatusAnnouncer', () => {
  test('announces that an answer begins once, and how long it is at its end', async () => {
    const { announcer, spoken } = mountAnnouncer()
    await announcer.setProps({ status: 'submitted', last: messageOf('assistant', '') })
    await announcer.setProps({ status: 'streaming' })
    expect(spoken).toEqual(['Answering…'])
    const last = messageOf('assistant', 'x'.repeat(1234), { outcome: 'complete' })
    await announcer.setProps({ status: 'ready', last })
    expect(spoken).toEqual(['Answering…', 'Answer complete, 1,234 characters'])
  })

  test('announces once that the model is loading', async () => {
    const { announcer, spoken } = mountAnnouncer()
    await announcer.setProps({ status: 'submitted', last: messageOf('assistant', '') })
    await announcer.setProps({ loadingModel: true })
    await announcer.setProps({ loadingModel: false, status: 'streaming' })
    expect(spoken).toEqual(['Answering…', 'Loading the model…'])
  })

  test.each([
    ['stopped', 'ready', ['Answer stopped']],
    ['refused', 'ready', ['Answer refused']],
    ['failed', 'error', [`!${UNREACHABLE}`, 'Answer failed']],
    ['truncated', 'error', [`!${ENDED_EARLY}`, 'Answer incomplete']],
  ] as const)('announces that an answer was %s', async (outcome, status, expected) => {
    const { announcer, spoken } = mountAnnouncer()
    await announcer.setProps({ status: 'streaming', last: messageOf('assistant', 'On') })
    const last = messageOf('assistant', 'On', { outcome, error: network })
    await announcer.setProps({ status, last, error: network })
    expect(spoken).toEqual(['Answering…', ...expected])
  })

  test('announces that an answer is over because it reached its limit', async () => {
    const { announcer, spoken } = mountAnnouncer()
    await announcer.setProps({ status: 'streaming', last: messageOf('assistant', 'On') })
    const last = messageOf('assistant', 'On', { outcome: 'complete', finishReason: 'limit' })
    const isLimited = ({ finishReason }: ChatMessage) => finishReason === 'limit'
    await announcer.setProps({ status: 'ready', last, isLimited })
    expect(spoken.at(-1)).toBe('Answer hit its length limit')
  })

  test('announces a failure that left the former answer as it was', async () => {
    const last = messageOf('assistant', 'Hello', { outcome: 'complete' })
    const { announcer, spoken } = mountAnnouncer({ status: 'submitted', last })
    await announcer.setProps({ status: 'error', error: network })
    expect(spoken).toEqual([`!${UNREACHABLE}`, 'Answer failed'])
  })

  test('announces a question that fails before it is sent', async () => {
    const { announcer, spoken } = mountAnnouncer()
    const error = new ChatStreamError('too-long', 'Too long')
    const last = messageOf('assistant', '', { outcome: 'failed', error })
    await announcer.setProps({ status: 'error', error, last })
    expect(spoken).toEqual([expect.stringMatching(/^!This message is too long/), 'Answer failed'])
  })

  test('says nothing about a stored answer that failed', () => {
    const last = messageOf('assistant', 'Old', { outcome: 'failed', error: network })
    const { spoken } = mountAnnouncer({ status: 'error', error: network, last })
    expect(spoken).toEqual([])
  })

  test.each([
    ['complete', 'ready'],
    ['failed', 'error'],
  ] as const)(
    'says nothing about an old answer that is %s in a chat that is opened',
    async (outcome, status) => {
      const { announcer, spoken } = mountAnnouncer()
      await announcer.setProps({ status: 'streaming' })
      const last = messageOf('assistant', 'Old', { outcome, error: network })
      await announcer.setProps({ chatId: 'b', status, last, error: network })
      expect(spoken).toEqual(['Answering…'])
    },
  )

  test('says nothing when another version of the answer is shown after a failure', async () => {
    const { announcer, spoken } = mountAnnouncer({ status: 'error', error: network })
    const last = messageOf('assistant', 'Old', { outcome: 'complete' })
    await announcer.setProps({ status: 'ready', last, error: undefined })
    expect(spoken).toEqual([])
  })
})
