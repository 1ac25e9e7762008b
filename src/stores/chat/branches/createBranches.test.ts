import { describe, expect, test } from 'vitest'
import type { ChatMessage } from '../../../core/index.ts'
import { createBranches } from './createBranches.ts'

const question = (id: string): ChatMessage => ({
  id,
  role: 'user',
  parts: [{ type: 'text', text: id }],
  createdAt: 1,
})
const answer = (id: string, more: Partial<ChatMessage> = {}): ChatMessage => ({
  ...question(id),
  role: 'assistant',
  outcome: 'complete',
  ...more,
})
const idsOf = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id)

const [q, a, q2, a2] = [question('q'), answer('a'), question('q2'), answer('a2')] as const

/** Returns a chat after its shown branch had these states, one after the other. */
function branchesAfter(...states: readonly (readonly ChatMessage[])[]) {
  const branches = createBranches([], [], undefined)
  for (const branch of states) branches.follow(branch)
  return branches
}

describe('createBranches()', () => {
  test('keeps an answer beside the one that replaced it', () => {
    const branches = branchesAfter([q, a], [q, answer('b')])
    expect(idsOf(branches.all())).toEqual(['q', 'a', 'b'])
    expect(branches.versions.value.get('b')).toEqual({ ids: ['a', 'b'], index: 1 })
    expect(idsOf(branches.open('a'))).toEqual(['q', 'a'])
  })

  test('keeps an edited question and everything that followed it', () => {
    const branches = branchesAfter([q, a, q2, a2])
    expect(branches.openBefore('q')).toEqual([])
    branches.follow([question('p'), answer('b')])
    expect(idsOf(branches.open('q'))).toEqual(['q', 'a', 'q2', 'a2'])
    expect(branches.parentOf('p')).toBeNull()
  })

  test('update() takes over the new state of one message, also in the list of all branches', () => {
    const branches = branchesAfter([q, a], [q, answer('b')])
    const grown = answer('b', { parts: [{ type: 'text', text: 'grown' }] })
    branches.update([q, grown], grown)
    expect(branches.shown()).toEqual([q, grown])
    expect(branches.all()).toEqual([q, a, grown])
    expect(branches.open('a')).toEqual([q, a])
  })

  test('drops an answer without content when another answer replaces it', () => {
    const failed = answer('a', { parts: [], outcome: 'failed' })
    const branches = branchesAfter([q, failed], [q, answer('b')])
    expect(idsOf(branches.all())).toEqual(['q', 'b'])
    expect(branches.versions.value.size).toBe(0)
  })

  test('keeps an answer without content when another branch is opened', () => {
    const stopped = answer('a2', { parts: [], outcome: 'stopped' })
    const branches = branchesAfter([q, a], [q, answer('b')], [q, answer('b'), q2, stopped])
    branches.follow(branches.open('a'))
    expect(idsOf(branches.open('b'))).toEqual(['q', 'b', 'q2', 'a2'])
  })

  test('remove() attaches the messages after a removed turn to the one before it, until the turn is restored', () => {
    const branches = branchesAfter([q, a], [q, answer('b'), q2, a2])
    const written = branches.all().find(({ id }) => id === 'q2')
    const putBack = branches.remove('q')
    expect(idsOf(branches.shown())).toEqual(['q2', 'a2'])
    expect(branches.parentOf('q2')).toBeNull()
    const moved = branches.shown()[0]
    expect(moved, 'a message with another parent is a new object').not.toBe(written)

    branches.follow([...branches.shown(), question('q3'), answer('a3')])
    expect(idsOf(putBack())).toEqual(['q', 'b', 'q2', 'a2', 'q3', 'a3'])
    expect(branches.parentOf('q2')).toBe('b')
    expect(branches.shown()[2]).not.toBe(moved)
    expect(idsOf(branches.open('a'))).toEqual(['q', 'a'])
  })

  test('remove() shows another version of the removed question, or nothing if there is none', () => {
    const branches = branchesAfter([q, a])
    branches.follow([...branches.openBefore('q'), question('p'), answer('b')])
    branches.remove('p')
    expect(idsOf(branches.shown())).toEqual(['q', 'a'])
    branches.remove('q')
    expect(branches.shown()).toEqual([])
    expect(branches.leaf()).toBeUndefined()
  })

  test('restores a removed question beside a question that was sent in the meantime', () => {
    const branches = branchesAfter([q, a, q2, a2])
    const putBack = branches.remove('q2')
    branches.follow([...branches.shown(), question('q3'), answer('a3')])
    expect(idsOf(putBack())).toEqual(['q', 'a', 'q2', 'a2'])
    expect(branches.versions.value.get('q2')).toEqual({ ids: ['q2', 'q3'], index: 0 })
  })

  test('shows the former answer again if the new one failed without content', () => {
    const empty = answer('b', { parts: [], outcome: undefined })
    const branches = branchesAfter([q, a], [q, empty], [q, a])
    expect(idsOf(branches.all())).toEqual(['q', 'a'])
  })

  test('follow() replaces a growing answer in its place', () => {
    const branches = branchesAfter([q, a], [q, answer('b')])
    const more = answer('b', { refusal: 'No' })
    branches.follow([q, more])
    expect(branches.all()[2]).toBe(more)
  })

  test('opens the branch with an unfinished answer, or else the branch of the leaf', () => {
    const saved = branchesAfter([q, a], [q, answer('b')]).placed()
    const open = (messages: readonly ChatMessage[], leaf?: string) =>
      idsOf(createBranches(saved, messages, leaf).shown())
    expect(open([q, a, answer('b')], 'a')).toEqual(['q', 'a'])
    expect(open([q, a, answer('b')], 'gone')).toEqual(['q', 'b'])
    expect(open([q, a, answer('b', { outcome: undefined })], 'a')).toEqual(['q', 'b'])
  })
})

describe('replace(), after another tab stored messages', () => {
  const stored = branchesAfter([q, a], [q, answer('b')], [q, answer('b'), q2]).placed()
  const messages = stored.map(({ message }) => message)

  test('opens the branch with the new question', () => {
    expect(idsOf(branchesAfter([q, a]).replace(stored, messages, 'q2'))).toEqual(['q', 'b', 'q2'])
  })

  test('keeps the shown branch open if this tab is about to send a question', () => {
    expect(idsOf(branchesAfter([q, a]).replace(stored, messages, undefined))).toEqual(['q', 'a'])
  })

  test('keeps the shown branch open if there is no new message', () => {
    const branches = createBranches(stored, messages, 'a')
    const shown = branches.shown()
    expect(branches.replace(stored, messages, 'q2')).toBe(shown)
  })

  test('shows the messages before a message that was removed from storage', () => {
    const [first] = stored
    const branches = branchesAfter([q, a])
    expect(idsOf(branches.replace(first ? [first] : [], [q], undefined))).toEqual(['q'])
  })
})
