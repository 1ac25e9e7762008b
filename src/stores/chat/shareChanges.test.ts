import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope, shallowRef, type EffectScope } from 'vue'
import type { ChatMessage, ChatStatus } from '../../core/index.ts'
import { createMessage } from '../../core/internal.ts'
import { createBranches } from './branches/createBranches.ts'
import type { ChatChange } from './chatChange.ts'
import { shareChanges, type ShareChangesHost } from './shareChanges.ts'

const question = createMessage('user', [{ type: 'text', text: 'Hi' }])
const empty: ChatMessage = { ...createMessage('assistant', []), run: { key: 'key' } }
const grown: ChatMessage = { ...empty, parts: [{ type: 'text', text: 'Hello' }] }
const known: ChatMessage = { ...grown, run: { key: 'key', sessionId: 'session' } }
const ended: ChatMessage = { ...known, outcome: 'complete' }

let scope: EffectScope
beforeEach(() => {
  scope = effectScope()
})
afterEach(() => scope.stop())

/** Shares the changes of a chat, and notes every call of its surroundings. */
function share({ isLeading }: { isLeading: boolean }) {
  const calls: string[] = []
  const note = (name: string, result?: unknown) =>
    vi.fn((...args: readonly unknown[]) => {
      const [given] = args as readonly [Partial<ChatMessage> | undefined]
      calls.push(given?.id === undefined ? name : `${name} one message`)
      return result
    })
  const messages = shallowRef<readonly ChatMessage[]>([])
  const branches = createBranches([], [], undefined)
  const host = {
    chatId: 'chat',
    messages,
    branches,
    stream: { status: shallowRef<ChatStatus>('ready'), queue: shallowRef([]) },
    status: { showEnding: note('showEnding') },
    history: { update: note('update'), flush: note('flush', Promise.resolve()) },
    leadership: { isLeading: () => isLeading },
    sync: {
      postState: note('postState'),
      postDelta: note('postDelta'),
      postAnswer: note('postAnswer'),
    },
    post: note('post'),
    onAnswerChange: note('onAnswerChange'),
  }
  const onChange = scope.run(() => shareChanges(host as unknown as ShareChangesHost))
  async function change(
    list: readonly ChatMessage[],
    what: ChatChange,
  ): Promise<readonly string[]> {
    messages.value = list
    calls.length = 0
    onChange?.(what)
    await Promise.resolve()
    return [...calls]
  }
  return { branches, change }
}

describe('a change in the tab that leads the chat', () => {
  test('by a question writes all messages, and then the other tabs load them', async () => {
    const { branches, change } = share({ isLeading: true })
    const list = [question, empty]
    const calls = await change(list, { type: 'replaced', reason: 'question' })
    expect(calls).toEqual(['update', 'flush', 'post'])
    expect(branches.shown()).toEqual(list)
  })

  test('by a delta writes and posts one message, and only a new run at once', async () => {
    const { branches, change } = share({ isLeading: true })
    await change([question, empty], { type: 'replaced', reason: 'question' })
    const delta = { type: 'delta', message: grown, before: empty } as const
    expect(await change([question, grown], delta)).toEqual([
      'update one message',
      'postDelta one message',
      'onAnswerChange',
    ])
    expect(branches.all()).toEqual([question, grown])
    const newRun = { type: 'delta', message: known, before: grown } as const
    expect(await change([question, known], newRun)).toContain('flush')
    const end = { type: 'ended', message: ended, before: known } as const
    expect(await change([question, ended], end)).toContain('postDelta one message')
  })

  test('by resume() posts the answer, which the other tabs need not load', async () => {
    const { change } = share({ isLeading: true })
    const calls = await change([question, grown], { type: 'replaced', reason: 'resume' })
    expect(calls).toEqual(['update', 'postAnswer'])
  })
})

test('a change in a tab that follows reaches its branches, but neither storage nor other tabs', async () => {
  const { branches, change } = share({ isLeading: false })
  expect(await change([question, empty], { type: 'replaced', reason: 'loaded' })).toEqual([])
  const delta = { type: 'delta', message: grown, before: empty } as const
  expect(await change([question, grown], delta)).toEqual([])
  expect(branches.shown()).toEqual([question, grown])
})
