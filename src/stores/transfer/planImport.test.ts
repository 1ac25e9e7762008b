import { describe, expect, test } from 'vitest'
import { chatOf, textMessage } from './chats.test-helper.ts'
import { planImport } from './planImport.ts'
import type { TransferredChat } from './transferredChat.ts'

function plan(
  chats: readonly TransferredChat[],
  here: readonly TransferredChat[] = [],
  removed: readonly string[] = [],
) {
  return planImport(chats, {
    stateOf: (id) =>
      removed.includes(id) ? 'removed' : here.some((one) => one.id === id) ? 'here' : undefined,
    messagesOf: async (id) => here.find((one) => one.id === id)?.messages ?? [],
  })
}

const why = textMessage('a-1', 'user', 'Why?')
const so = textMessage('a-2', 'assistant', 'So.')
const then = textMessage('a-3', 'user', 'And then?')

describe('an import', () => {
  test('adds missing chats unchanged', async () => {
    const chats = [chatOf('a'), chatOf('b')]
    expect(await plan(chats)).toEqual({
      added: chats,
      beside: 0,
      known: 0,
      messages: 4,
      knownMessages: 0,
    })
  })

  test('leaves out existing chats, even if they were continued here', async () => {
    const here = [chatOf('a', { messages: [why, so, then], updatedAt: 9000 })]
    const result = await plan([chatOf('a'), chatOf('b')], here)
    expect(result).toMatchObject({ known: 1, messages: 4, knownMessages: 2 })
    expect(result.added.map(({ id }) => id)).toEqual(['b'])
  })

  test('adds a different chat beside the existing one, only once', async () => {
    const here = [chatOf('a')]
    const other = chatOf('a', { messages: [why, so, then] })
    const first = await plan([other], here)
    expect(first).toMatchObject({ beside: 1, known: 0, messages: 3, knownMessages: 2 })
    expect(first.added.map(({ id }) => id)).toEqual(['a.1jk'])
    const second = await plan([other], [...here, ...first.added])
    expect(second).toMatchObject({ added: [], beside: 0, known: 1 })
  })

  test('gives a chat another id if one with its id is being removed', async () => {
    const { added } = await plan([chatOf('a')], [], ['a', 'a.1jk'])
    expect(added.map(({ id }) => id)).toEqual(['a.1jk.2'])
  })

  test('ends an answer that was streaming when the file was written', async () => {
    const growing = textMessage('a-2', 'assistant', 'S', { outcome: undefined })
    const { added } = await plan([chatOf('a', { messages: [why, growing] })])
    expect(added[0]?.messages[1]?.outcome).toBe('truncated')
  })

  test('recognizes an answer that was streaming then and is complete here', async () => {
    const growing = textMessage('a-2', 'assistant', 'S', { outcome: undefined })
    const result = await plan([chatOf('a', { messages: [why, growing] })], [chatOf('a')])
    expect(result).toMatchObject({ added: [], known: 1, knownMessages: 2 })
  })
})
