import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { ChatMessage } from '../core/types.ts'
import { messageOf } from './messages.test-helper.ts'
import { mountWithTexts } from './mount.test-helper.ts'
import StatusAnnouncer from './StatusAnnouncer.vue'

enableAutoUnmount(afterEach)

function mountAnnouncer() {
  const announcer = mountWithTexts(StatusAnnouncer, {
    props: { chatId: 'a', status: 'ready', last: undefined },
  })
  return { announcer, words: () => announcer.get('[role=status]').text() }
}

describe('the status region', () => {
  it('is there before it has anything to say', () => {
    const { announcer, words } = mountAnnouncer()
    expect(announcer.get('[role=status]').attributes('aria-live')).toBe('polite')
    expect(words()).toBe('')
  })

  it('says that it answers, and at the end how long the answer is', async () => {
    const { announcer, words } = mountAnnouncer()
    await announcer.setProps({ status: 'submitted', last: messageOf('assistant', '') })
    expect(words()).toBe('Answering…')
    const last = messageOf('assistant', 'x'.repeat(1234), { outcome: 'complete' })
    await announcer.setProps({ status: 'ready', last })
    expect(words()).toBe('Answer complete, 1,234 characters')
  })

  it.each([
    ['stopped', 'ready', 'Answer stopped'],
    ['refused', 'ready', 'Answer refused'],
    ['failed', 'error', 'Answer failed'],
    ['truncated', 'error', 'Answer incomplete'],
  ] as const)('says that an answer was %s', async (outcome, status, expected) => {
    const { announcer, words } = mountAnnouncer()
    await announcer.setProps({ status: 'streaming', last: messageOf('assistant', 'On') })
    await announcer.setProps({ status, last: messageOf('assistant', 'On', { outcome }) })
    expect(words()).toBe(expected)
  })

  it('says that an answer is over because it reached its limit', async () => {
    const { announcer, words } = mountAnnouncer()
    await announcer.setProps({ status: 'streaming', last: messageOf('assistant', 'On') })
    const last = messageOf('assistant', 'On', { outcome: 'complete', finishReason: 'limit' })
    const isLimited = ({ finishReason }: ChatMessage) => finishReason === 'limit'
    await announcer.setProps({ status: 'ready', last, isLimited })
    expect(words()).toBe('Answer reached its length limit')
  })

  it('is silent about an old answer when another chat is opened', async () => {
    const { announcer, words } = mountAnnouncer()
    await announcer.setProps({ status: 'streaming' })
    const last = messageOf('assistant', 'Old', { outcome: 'complete' })
    await announcer.setProps({ chatId: 'b', status: 'ready', last })
    expect(words()).toBe('')
  })
})
