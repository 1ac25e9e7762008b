import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recordAnnouncements } from './announcements.test-helper.ts'
import AnswerReader from './AnswerReader.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A chat in which an answer grows. */
function mountReader(how: 'sentences' | 'whole', chat: object = {}) {
  const { spoken, provide } = recordAnnouncements()
  const reader = mountWithTexts(AnswerReader, {
    props: { chatId: 'a', last: undefined, how, ...chat },
    provide,
  })
  const show = async (props: object) => {
    await reader.setProps(props)
    await vi.advanceTimersByTimeAsync(600)
  }
  return {
    reader,
    show,
    grow: (text: string, rest: object = {}) =>
      show({ last: messageOf('assistant', text, { id: 'answer', ...rest }) }),
    spoken: () => spoken,
  }
}

describe('an answer', () => {
  it('is read sentence by sentence, each of them once', async () => {
    const { show, grow, spoken } = mountReader('sentences')
    await show({ last: messageOf('user', 'A question. Or two.') })
    await grow('')
    await grow('The first one. The')
    expect(spoken()).toEqual(['The first one.'])
    await grow('The first one. The **second** one')
    expect(spoken()).toEqual(['The first one.'])
    await grow('The first one. The **second** one.', { outcome: 'complete' })
    expect(spoken()).toEqual(['The first one.', 'The second one.'])
  })

  it('is read as a whole when it is over', async () => {
    const { show, grow, spoken } = mountReader('whole')
    await show({ last: messageOf('user', 'A question') })
    await grow('The first one. The second')
    expect(spoken()).toEqual([])
    await grow('The first one. The second one.', { outcome: 'stopped' })
    expect(spoken()).toEqual(['The first one. The second one.'])
    await grow('The first one. The second one.', { outcome: 'stopped', metrics: {} })
    expect(spoken()).toHaveLength(1)
  })

  it('that was there before is not read, but what follows it is', async () => {
    const before = messageOf('assistant', 'Old. Words', { id: 'answer', outcome: 'truncated' })
    const { grow, spoken } = mountReader('sentences', { last: before })
    await vi.advanceTimersByTimeAsync(600)
    expect(spoken()).toEqual([])
    await grow('Old. Words')
    await grow('Old. Words\n\nNew ones.', { outcome: 'complete' })
    expect(spoken()).toEqual(['New ones.'])
  })

  it('of another chat is read from where it was opened', async () => {
    const { show, spoken } = mountReader('sentences')
    await show({ last: messageOf('user', 'A question') })
    await show({ chatId: 'b', last: messageOf('assistant', 'One. Two. Th', { id: 'other' }) })
    expect(spoken()).toEqual([])
    await show({
      last: messageOf('assistant', 'One. Two. Three.', { id: 'other', outcome: 'complete' }),
    })
    expect(spoken()).toEqual(['Three.'])
  })

  it('that is chosen among its versions is not read', async () => {
    const { grow, show, spoken } = mountReader('sentences')
    await grow('New.', { outcome: 'complete' })
    await show({ last: messageOf('assistant', 'The other version.', { outcome: 'complete' }) })
    expect(spoken()).toEqual([])
  })

  it('that begins and ends in no time is read', async () => {
    const { reader, spoken } = mountReader('sentences')
    await reader.setProps({ last: messageOf('assistant', '', { id: 'answer' }) })
    const last = messageOf('assistant', 'Words.', { id: 'answer', outcome: 'complete' })
    await reader.setProps({ last })
    await vi.advanceTimersByTimeAsync(600)
    expect(spoken()).toEqual(['Words.'])
  })
})
