import { describe, expect, it } from 'vitest'
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

/** A conversation as it grew. */
function grown(...branches: readonly (readonly ChatMessage[])[]) {
  const conversation = createBranches([], [], undefined)
  for (const branch of branches) conversation.follow(branch)
  return conversation
}

describe('a conversation with branches', () => {
  it('keeps an answer whose place another one takes', () => {
    const conversation = grown([q, a], [q, answer('b')])
    expect(idsOf(conversation.all())).toEqual(['q', 'a', 'b'])
    expect(conversation.versions.value.get('b')).toEqual({ ids: ['a', 'b'], index: 1 })
    expect(idsOf(conversation.open('a'))).toEqual(['q', 'a'])
  })

  it('keeps a question that is asked in other words, and all that followed', () => {
    const conversation = grown([q, a, q2, a2])
    expect(conversation.openBefore('q')).toEqual([])
    conversation.follow([question('p'), answer('b')])
    expect(idsOf(conversation.open('q'))).toEqual(['q', 'a', 'q2', 'a2'])
    expect(conversation.parentOf('p')).toBeNull()
  })

  it('forgets an answer of which nothing came, when another one takes its place', () => {
    const failed = answer('a', { parts: [], outcome: 'failed' })
    const conversation = grown([q, failed], [q, answer('b')])
    expect(idsOf(conversation.all())).toEqual(['q', 'b'])
    expect(conversation.versions.value.size).toBe(0)
  })

  it('keeps an answer of which nothing came, when another branch is opened', () => {
    const stopped = answer('a2', { parts: [], outcome: 'stopped' })
    const conversation = grown([q, a], [q, answer('b')], [q, answer('b'), q2, stopped])
    conversation.follow(conversation.open('a'))
    expect(idsOf(conversation.open('b'))).toEqual(['q', 'b', 'q2', 'a2'])
  })

  it('closes the gap where a question is taken out with all its answers, and opens it again', () => {
    const conversation = grown([q, a], [q, answer('b'), q2, a2])
    const written = conversation.all().find(({ id }) => id === 'q2')
    const putBack = conversation.remove('q')
    expect(idsOf(conversation.shown())).toEqual(['q2', 'a2'])
    expect(conversation.parentOf('q2')).toBeNull()
    const moved = conversation.shown()[0]
    expect(moved, 'what follows another message is written anew').not.toBe(written)

    conversation.follow([...conversation.shown(), question('q3'), answer('a3')])
    expect(idsOf(putBack())).toEqual(['q', 'b', 'q2', 'a2', 'q3', 'a3'])
    expect(conversation.parentOf('q2')).toBe('b')
    expect(conversation.shown()[2]).not.toBe(moved)
    expect(idsOf(conversation.open('a'))).toEqual(['q', 'a'])
  })

  it('shows the other version of a question that is taken out, or nothing where there is none', () => {
    const conversation = grown([q, a])
    conversation.follow([...conversation.openBefore('q'), question('p'), answer('b')])
    conversation.remove('p')
    expect(idsOf(conversation.shown())).toEqual(['q', 'a'])
    conversation.remove('q')
    expect(conversation.shown()).toEqual([])
    expect(conversation.leaf()).toBeUndefined()
  })

  it('has what was asked since beside a question that is brought back', () => {
    const conversation = grown([q, a, q2, a2])
    const putBack = conversation.remove('q2')
    conversation.follow([...conversation.shown(), question('q3'), answer('a3')])
    expect(idsOf(putBack())).toEqual(['q', 'a', 'q2', 'a2'])
    expect(conversation.versions.value.get('q2')).toEqual({ ids: ['q2', 'q3'], index: 0 })
  })

  it('takes the former answer back where the new one failed', () => {
    const empty = answer('b', { parts: [], outcome: undefined })
    const conversation = grown([q, a], [q, empty], [q, a])
    expect(idsOf(conversation.all())).toEqual(['q', 'a'])
  })

  it('follows the growth of an answer in its place', () => {
    const conversation = grown([q, a], [q, answer('b')])
    const more = answer('b', { refusal: 'No' })
    conversation.follow([q, more])
    expect(conversation.all()[2]).toBe(more)
  })

  it('opens the branch that was open, and one that is not over before it', () => {
    const saved = grown([q, a], [q, answer('b')]).placed()
    const open = (messages: readonly ChatMessage[], leaf?: string) =>
      idsOf(createBranches(saved, messages, leaf).shown())
    expect(open([q, a, answer('b')], 'a')).toEqual(['q', 'a'])
    expect(open([q, a, answer('b')], 'gone')).toEqual(['q', 'b'])
    expect(open([q, a, answer('b', { outcome: undefined })], 'a')).toEqual(['q', 'b'])
  })
})

describe('what another tab stored', () => {
  const stored = grown([q, a], [q, answer('b')], [q, answer('b'), q2]).placed()
  const messages = stored.map(({ message }) => message)

  it('opens the branch in which it asked', () => {
    expect(idsOf(grown([q, a]).replace(stored, messages, 'q2'))).toEqual(['q', 'b', 'q2'])
  })

  it('leaves the branch open that is shown, where this tab is about to ask', () => {
    expect(idsOf(grown([q, a]).replace(stored, messages, undefined))).toEqual(['q', 'a'])
  })

  it('leaves it open, too, where nothing was asked', () => {
    const here = createBranches(stored, messages, 'a')
    const shown = here.shown()
    expect(here.replace(stored, messages, 'q2')).toBe(shown)
  })

  it('may have gone: then what was before it is shown', () => {
    const [first] = stored
    const here = grown([q, a])
    expect(idsOf(here.replace(first ? [first] : [], [q], undefined))).toEqual(['q'])
  })
})
