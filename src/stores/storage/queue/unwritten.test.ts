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

/** A storage whose database never answers: nothing of it is written. */
const open = () => openChatStorage({ openTimeout: 0 })

beforeEach(() => sessionStorage.clear())

describe('what a page had no time to write', () => {
  test('is there for the next page in its tab, once', async () => {
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

  test('takes nothing back of what another tab wrote since', async () => {
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

  test('may be that a chat went', async () => {
    const before = open()
    await before.removeChat('a')
    before.keepUnwritten()
    const after = open()
    await after.patchChat('a', { createdAt: 7 })
    await after.writeUnwritten()
    expect(await after.readChats()).toEqual([])
  })

  test.each(['', 'nonsense', '{}', '[1,{"id":7},{"id":"a","rows":[{}]}]'])(
    'harms nothing where it is damaged (%j)',
    async (text) => {
      sessionStorage.setItem('vue-chat-stream:unwritten', text)
      const after = open()
      await after.writeUnwritten()
      expect(await after.readChats()).toEqual([])
    },
  )
})
