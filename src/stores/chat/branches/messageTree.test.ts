import { describe, expect, test } from 'vitest'
import type { PlacedMessage } from '../../storage/chatStorage.ts'
import { endOf, pathTo, treeOf, versionsOn } from './messageTree.ts'

/** Makes stored rows: `b<a` follows a, `a<` begins the chat, and `b` has no parent field, as old rows. */
function rows(...notes: readonly string[]): PlacedMessage[] {
  return notes.map((note, position) => {
    const [id = '', parent] = note.split('<')
    const message = { id, role: 'user', parts: [], createdAt: 1 } as const
    return { position, message, ...(parent !== undefined && { parent: parent || null }) }
  })
}

/** Two versions of the first question, and two answers to the second version. */
const tree = treeOf(rows('q<', 'a<q', 'more<a', 'q2<', 'a2<q2', 'a3<q2'))

describe('treeOf()', () => {
  test('makes one branch of rows without parents, as older versions wrote them', () => {
    expect(pathTo(treeOf(rows('a', 'b', 'c')), 'c')).toEqual(['a', 'b', 'c'])
  })

  test('lets a row with a parent follow rows without parents', () => {
    expect(pathTo(treeOf(rows('a', 'b', 'c', 'd<a')), 'd')).toEqual(['a', 'd'])
  })

  test('attaches a message with a lost parent to the message before it', () => {
    expect(pathTo(treeOf(rows('a', 'b<lost')), 'b')).toEqual(['a', 'b'])
  })

  test('never makes a cycle, whatever is stored', () => {
    expect(pathTo(treeOf(rows('a<b', 'b<a')), 'b')).toEqual(['a', 'b'])
    expect(pathTo(treeOf(rows('a<a')), 'a')).toEqual(['a'])
  })

  test('has no path to a message that it does not contain', () => {
    expect(pathTo(tree, 'unknown')).toEqual([])
    expect(pathTo(tree, undefined)).toEqual([])
  })
})

describe('endOf()', () => {
  test('returns the end of the newest branch', () => {
    expect(endOf(tree, 'q')).toBe('more')
    expect(endOf(tree, 'q2')).toBe('a3')
  })

  test('returns the end of the branch that was viewed last', () => {
    expect(endOf(tree, 'q2', ['a3', 'a2', 'more'])).toBe('a2')
  })

  test('returns the end of the viewed branch with the messages added since', () => {
    expect(endOf(tree, 'q', ['a'])).toBe('more')
  })
})

test('versionsOn() returns the versions of the shown messages that have several', () => {
  expect([...versionsOn(tree, ['q2', 'a3'])]).toEqual([
    ['q2', { ids: ['q', 'q2'], index: 1 }],
    ['a3', { ids: ['a2', 'a3'], index: 1 }],
  ])
  expect([...versionsOn(tree, ['q', 'a', 'more']).keys()]).toEqual(['q'])
})
