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
  test('adds what is not here, as it is', async () => {
    const chats = [chatOf('a'), chatOf('b')]
    expect(await plan(chats)).toEqual({
      added: chats,
      beside: 0,
      known: 0,
      messages: 4,
      knownMessages: 0,
    })
  })

  test('leaves out what is here, also where it went on here', async () => {
    const here = [chatOf('a', { messages: [why, so, then], updatedAt: 9000 })]
    const result = await plan([chatOf('a'), chatOf('b')], here)
    expect(result).toMatchObject({ known: 1, messages: 4, knownMessages: 2 })
    expect(result.added.map(({ id }) => id)).toEqual(['b'])
  })

  test('puts a chat that says something else beside the one that is here, and once only', async () => {
    const here = [chatOf('a')]
    const other = chatOf('a', { messages: [why, so, then] })
    const first = await plan([other], here)
    expect(first).toMatchObject({ beside: 1, known: 0, messages: 3, knownMessages: 2 })
    expect(first.added.map(({ id }) => id)).toEqual(['a.1jk'])
    const second = await plan([other], [...here, ...first.added])
    expect(second).toMatchObject({ added: [], beside: 0, known: 1 })
  })

  test('does not bring a removed chat back by half: it gets a name of its own', async () => {
    const { added } = await plan([chatOf('a')], [], ['a', 'a.1jk'])
    expect(added.map(({ id }) => id)).toEqual(['a.1jk.2'])
  })

  test('ends an answer that was under way when the file was written', async () => {
    const growing = textMessage('a-2', 'assistant', 'S', { outcome: undefined })
    const { added } = await plan([chatOf('a', { messages: [why, growing] })])
    expect(added[0]?.messages[1]?.outcome).toBe('truncated')
  })

  test('knows an answer that was under way then, and is whole here', async () => {
    const growing = textMessage('a-2', 'assistant', 'S', { outcome: undefined })
    const result = await plan([chatOf('a', { messages: [why, growing] })], [chatOf('a')])
    expect(result).toMatchObject({ added: [], known: 1, knownMessages: 2 })
  })
})
