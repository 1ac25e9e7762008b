import { beforeEach, describe, expect, test } from 'vitest'
import type { ChatMessage } from '../../../core/index.ts'
import { openChatStorage } from '../openChatStorage.ts'

const message = (id: string, text: string, rest: Partial<ChatMessage> = {}): ChatMessage => ({
  id,
  role: 'assistant',
  parts: [{ type: 'text', text }],
  createdAt: 1,
  ...rest,
})
const placed = (one: ChatMessage) => ({ position: 1, parent: null, message: one })

/** Opens a storage whose database never answers, so that nothing is written. */
const open = () => openChatStorage({ openTimeout: 0 })

beforeEach(() => sessionStorage.clear())

describe('changes that a page had no time to write', () => {
  test('are written once by the next page in the tab', async () => {
    const before = open()
    await before.patchChat('a', { title: 'A', createdAt: 7 })
    const whole = message('m', 'Hello 🙂', { outcome: 'complete' })
    await before.saveMessages('a', { put: [placed(whole)] })
    before.keepUnwritten()

    const after = open()
    await after.writeUnwritten()
    expect(await after.readChats()).toMatchObject([{ id: 'a', title: 'A', createdAt: 7 }])
    expect(await after.readMessages('a')).toEqual([placed(whole)])
    const third = open()
    await third.writeUnwritten()
    expect(await third.readChats()).toEqual([])
  })

  test('overwrite nothing that another tab has written since', async () => {
    const before = open()
    await before.patchChat('a', { createdAt: 7 })
    const put = [message('long', 'Once'), message('done', 'Once'), message('short', 'Once upon')]
    await before.saveMessages('a', { put: put.map(placed) })
    before.keepUnwritten()

    const after = open()
    await after.patchChat('a', { createdAt: 7 })
    const newer = [
      message('long', 'Once upon'),
      message('done', 'On', { outcome: 'complete' }),
      message('short', 'Once'),
    ]
    await after.saveMessages('a', { put: newer.map(placed) })
    await after.writeUnwritten()
    const texts = (await after.readMessages('a')).map(({ message: { id, parts } }) => [
      id,
      parts[0],
    ])
    expect(Object.fromEntries(texts)).toMatchObject({
      long: { text: 'Once upon' },
      done: { text: 'On' },
      short: { text: 'Once upon' },
    })
  })

  test('may be the removal of a chat', async () => {
    const before = open()
    await before.removeChat('a')
    before.keepUnwritten()
    const after = open()
    await after.patchChat('a', { createdAt: 7 })
    await after.writeUnwritten()
    expect(await after.readChats()).toEqual([])
  })

  test.each(['', 'nonsense', '{}', '[1,{"id":7},{"id":"a","rows":[{}]}]'])(
    'are ignored if they are damaged (%j)',
    async (text) => {
      sessionStorage.setItem('vue-chat-stream:unwritten', text)
      const after = open()
      await after.writeUnwritten()
      expect(await after.readChats()).toEqual([])
    },
  )
})
