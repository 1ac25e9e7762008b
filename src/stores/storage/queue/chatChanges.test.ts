import { describe, expect, test } from 'vitest'
import { mergeChanges, removal, removalsOf, toChanges } from './chatChanges.ts'
import { message, placed } from '../storage.test-helper.ts'

const put = (...ids: string[]) => toChanges({ put: placed(...ids.map((id) => message(id))) })
const remove = (...ids: string[]) => toChanges({ remove: ids })
const patch = (chat: object) => toChanges({ chat })

describe('mergeChanges()', () => {
  test.each([
    ['the rows of both changes', put('a'), put('a', 'b'), put('a', 'b')],
    [
      'the removal of a row written before',
      put('a', 'b'),
      remove('a'),
      toChanges({ put: placed(message('a'), message('b')).slice(1), remove: ['a'] }),
    ],
    [
      'the new version of a row removed before',
      remove('a', 'b'),
      put('a'),
      toChanges({ put: placed(message('a')), remove: ['b'] }),
    ],
    [
      'the fields of both patches',
      patch({ title: 'x', draft: 'x' }),
      patch({ draft: 'y' }),
      patch({ title: 'x', draft: 'y' }),
    ],
    ['the removal of a chat written before', put('a'), removal, removal],
    ['the removal of a chat if a message follows', removal, put('a'), removal],
    ['the removal of a chat if a patch follows', removal, patch({ title: 'x' }), removal],
    [
      'the removal and the creation of a chat created again',
      removal,
      patch({ createdAt: 1 }),
      { ...removal, patch: { createdAt: 1 } },
    ],
  ])('keeps %s', (_, older, newer, expected) => {
    expect(mergeChanges(older, newer)).toEqual(expected)
  })
})

test('removalsOf() returns only the removals', () => {
  expect(removalsOf(put('a'))).toBeUndefined()
  expect(removalsOf(mergeChanges(put('a'), remove('b')))).toEqual(remove('b'))
  expect(removalsOf(mergeChanges(removal, patch({ createdAt: 1 })))).toEqual(removal)
})
