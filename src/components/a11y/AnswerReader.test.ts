import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordAnnouncements } from './announcements.test-helper.ts'
import AnswerReader from './AnswerReader.vue'
import { messageOf } from '../base/messages.test-helper.ts'
import { mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Mounts the reader for a chat with a streaming answer. */
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

describe('AnswerReader', () => {
  test('reads an answer sentence by sentence, each sentence once', async () => {
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

  test('reads the whole answer when it ends', async () => {
    const { show, grow, spoken } = mountReader('whole')
    await show({ last: messageOf('user', 'A question') })
    await grow('The first one. The second')
    expect(spoken()).toEqual([])
    await grow('The first one. The second one.', { outcome: 'stopped' })
    expect(spoken()).toEqual(['The first one. The second one.'])
    await grow('The first one. The second one.', { outcome: 'stopped', metrics: {} })
    expect(spoken()).toHaveLength(1)
  })

  test('skips the text that an answer had before, and reads what follows', async () => {
    const before = messageOf('assistant', 'Old. Words', { id: 'answer', outcome: 'truncated' })
    const { grow, spoken } = mountReader('sentences', { last: before })
    await vi.advanceTimersByTimeAsync(600)
    expect(spoken()).toEqual([])
    await grow('Old. Words')
    await grow('Old. Words\n\nNew ones.', { outcome: 'complete' })
    expect(spoken()).toEqual(['New ones.'])
  })

  test('reads an answer of another chat only from the moment the chat is opened', async () => {
    const { show, spoken } = mountReader('sentences')
    await show({ last: messageOf('user', 'A question') })
    await show({ chatId: 'b', last: messageOf('assistant', 'One. Two. Th', { id: 'other' }) })
    expect(spoken()).toEqual([])
    await show({
      last: messageOf('assistant', 'One. Two. Three.', { id: 'other', outcome: 'complete' }),
    })
    expect(spoken()).toEqual(['Three.'])
  })

  test('does not read an answer that the user selects among its versions', async () => {
    const { grow, show, spoken } = mountReader('sentences')
    await grow('New.', { outcome: 'complete' })
    await show({ last: messageOf('assistant', 'The other version.', { outcome: 'complete' }) })
    expect(spoken()).toEqual([])
  })

  test('reads an answer that begins and ends within one interval', async () => {
    const { reader, spoken } = mountReader('sentences')
    await reader.setProps({ last: messageOf('assistant', '', { id: 'answer' }) })
    const last = messageOf('assistant', 'Words.', { id: 'answer', outcome: 'complete' })
    await reader.setProps({ last })
    await vi.advanceTimersByTimeAsync(600)
    expect(spoken()).toEqual(['Words.'])
  })
})
