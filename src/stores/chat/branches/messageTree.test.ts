import { describe, expect, it } from 'vitest'
import type { PlacedMessage } from '../../storage/chatStorage.ts'
import { endOf, pathTo, treeOf, versionsOn } from './messageTree.ts'

/** Rows as they are stored: `b<a` follows a, `a<` begins the chat, and `b` tells nothing, as old rows do. */
function rows(...notes: readonly string[]): PlacedMessage[] {
  return notes.map((note, position) => {
    const [id = '', parent] = note.split('<')
    const message = { id, role: 'user', parts: [], createdAt: 1 } as const
    return { position, message, ...(parent !== undefined && { parent: parent || null }) }
  })
}

/** Two ways to ask the first question, and two answers to the second of them. */
const tree = treeOf(rows('q<', 'a<q', 'more<a', 'q2<', 'a2<q2', 'a3<q2'))

describe('the tree of a chat', () => {
  it('is one branch where its rows tell nothing, as those of older versions', () => {
    expect(pathTo(treeOf(rows('a', 'b', 'c')), 'c')).toEqual(['a', 'b', 'c'])
  })

  it('goes on from rows of older versions', () => {
    expect(pathTo(treeOf(rows('a', 'b', 'c', 'd<a')), 'd')).toEqual(['a', 'd'])
  })

  it('hangs what followed a lost message on the one before it', () => {
    expect(pathTo(treeOf(rows('a', 'b<lost')), 'b')).toEqual(['a', 'b'])
  })

  it('has no circles, whatever is stored', () => {
    expect(pathTo(treeOf(rows('a<b', 'b<a')), 'b')).toEqual(['a', 'b'])
    expect(pathTo(treeOf(rows('a<a')), 'a')).toEqual(['a'])
  })

  it('has no path to a message that is not in it', () => {
    expect(pathTo(tree, 'unknown')).toEqual([])
    expect(pathTo(tree, undefined)).toEqual([])
  })
})

describe('the end of a branch', () => {
  it('is the newest one', () => {
    expect(endOf(tree, 'q')).toBe('more')
    expect(endOf(tree, 'q2')).toBe('a3')
  })

  it('is the one that was looked at last', () => {
    expect(endOf(tree, 'q2', ['a3', 'a2', 'more'])).toBe('a2')
  })

  it('is where it was looked at, and what came there since', () => {
    expect(endOf(tree, 'q', ['a'])).toBe('more')
  })
})

it('tells the versions of what is shown, where there are several', () => {
  expect([...versionsOn(tree, ['q2', 'a3'])]).toEqual([
    ['q2', { ids: ['q', 'q2'], index: 1 }],
    ['a3', { ids: ['a2', 'a3'], index: 1 }],
  ])
  expect([...versionsOn(tree, ['q', 'a', 'more']).keys()]).toEqual(['q'])
})
