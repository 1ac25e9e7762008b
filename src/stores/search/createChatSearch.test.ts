import { describe, expect, test, vi } from 'vitest'
import type { ChatMessage, MessagePart } from '../../core/index.ts'
import { answer, message } from '../storage/storage.test-helper.ts'
import { picture } from '../attachments/files.test-helper.ts'
import { createChatSearch, type SearchableChat } from './createChatSearch.ts'

const chat = (id: string, more: Partial<SearchableChat> = {}): SearchableChat => ({
  id,
  title: `About ${id}`,
  archived: false,
  askedAt: 0,
  updatedAt: 1,
  ...more,
})

/** Creates a search over stored chats, given by their ids. */
function openSearch(stored: Record<string, readonly ChatMessage[]>, loaded: typeof stored = {}) {
  const readMessages = vi.fn(async (id: string) => stored[id] ?? [])
  const { search } = createChatSearch({ messagesOf: (id) => loaded[id], readMessages })
  const signal = new AbortController().signal
  async function find(query: string, chats = Object.keys(stored).map((id) => chat(id))) {
    const hits = await search(query, chats, signal)
    return hits?.map((hit) => `${hit.chat.id}/${hit.message?.id ?? 'name'}`)
  }
  return { find, readMessages, search }
}

describe('the search over all chats', () => {
  test('finds parts of words and of sentences, in questions and answers, the newest first', async () => {
    const { find } = openSearch({
      a: [
        message('q', 'Are streams fast?', { createdAt: 1 }),
        answer('r', 'Yes', { createdAt: 2 }),
      ],
      b: [answer('s', '今天很快乐，Streaming works', { createdAt: 3 })],
    })
    expect(await find('TREAM')).toEqual(['b/s', 'a/q'])
    expect(await find('快乐')).toEqual(['b/s'])
    expect(await find('乐很')).toEqual([])
  })

  test('requires all words, in any order', async () => {
    const { find } = openSearch({ a: [message('q', 'One and two'), message('r', 'One or three')] })
    expect(await find('two one')).toEqual(['a/q'])
    expect(await find('  ')).toEqual([])
  })

  test('finds an answer without its Markdown markup, and code with it', async () => {
    const { find } = openSearch({ a: [answer('r', '很**快**乐'), answer('s', 'try `2**3`')] })
    expect(await find('很快乐')).toEqual(['a/r'])
    expect(await find('2**3')).toEqual(['a/s'])
  })

  test('finds chats by their titles, and archived ones', async () => {
    const { find } = openSearch({ cats: [], dogs: [message('q', 'Unlike cats')] })
    const chats = [chat('cats', { archived: true }), chat('dogs', { title: 'Cats?' })]
    expect(await find('CATS', chats), 'once a chat').toEqual(['dogs/q', 'cats/name'])
  })

  test('finds a message by the name of its file, and keeps no file content in memory', async () => {
    const asked = { ...message('q', 'Look'), parts: [{ ...picture, name: 'Holiday.png' }] }
    const { find } = openSearch({ a: [asked] })
    expect(await find('holiday')).toEqual(['a/q'])
    expect(await find('base64')).toEqual([])
  })

  test('does not find reasoning, tool calls and sources', async () => {
    const parts: MessagePart[] = [
      { type: 'reasoning', text: 'hidden' },
      { type: 'source', url: 'https://hidden.example', title: undefined },
      { type: 'text', text: 'shown' },
    ]
    const { find } = openSearch({ a: [answer('r', '', { parts })] })
    expect(await find('hidden')).toEqual([])
    expect(await find('shown')).toEqual(['a/r'])
  })

  test('reads a chat once, and again after it changed', async () => {
    const { find, readMessages } = openSearch({ a: [message('q', 'One')] })
    await find('one')
    await find('two')
    expect(readMessages).toHaveBeenCalledTimes(1)
    await find('one', [chat('a', { updatedAt: 2 })])
    expect(readMessages).toHaveBeenCalledTimes(2)
  })

  test('uses the current messages of a loaded chat', async () => {
    const loaded = { a: [message('q', 'Changed')] }
    const { find, readMessages } = openSearch({ a: [message('q', 'Stored')] }, loaded)
    expect(await find('changed')).toEqual(['a/q'])
    expect(readMessages).not.toHaveBeenCalled()
  })

  test('stops when its signal is aborted', async () => {
    const { search } = openSearch({ a: [message('q', 'One')] })
    const stop = new AbortController()
    const hits = search('one', [chat('a')], stop.signal)
    stop.abort()
    expect(await hits).toBeUndefined()
  })
})
