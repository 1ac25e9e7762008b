import { describe, expect, test } from 'vitest'
import { mergeChanges, removal, removalsOf, toChanges } from './chatChanges.ts'
import { message, placed } from '../storage.test-helper.ts'

const put = (...ids: string[]) => toChanges({ put: placed(...ids.map((id) => message(id))) })
const remove = (...ids: string[]) => toChanges({ remove: ids })
const patch = (chat: object) => toChanges({ chat })

describe('two changes of a chat as one', () => {
  test.each([
    ['rows of both', put('a'), put('a', 'b'), put('a', 'b')],
    [
      'a row that goes after all',
      put('a', 'b'),
      remove('a'),
      toChanges({ put: placed(message('a'), message('b')).slice(1), remove: ['a'] }),
    ],
    [
      'a row that comes again',
      remove('a', 'b'),
      put('a'),
      toChanges({ put: placed(message('a')), remove: ['b'] }),
    ],
    [
      'fields of both',
      patch({ title: 'x', draft: 'x' }),
      patch({ draft: 'y' }),
      patch({ title: 'x', draft: 'y' }),
    ],
    ['a chat that goes', put('a'), removal, removal],
    ['a chat that is gone', removal, put('a'), removal],
    ['a chat that is gone and patched', removal, patch({ title: 'x' }), removal],
    [
      'a chat that comes again',
      removal,
      patch({ createdAt: 1 }),
      { ...removal, patch: { createdAt: 1 } },
    ],
  ])('are: %s', (_, older, newer, expected) => {
    expect(mergeChanges(older, newer)).toEqual(expected)
  })
})

test('only removals make room', () => {
  expect(removalsOf(put('a'))).toBeUndefined()
  expect(removalsOf(mergeChanges(put('a'), remove('b')))).toEqual(remove('b'))
  expect(removalsOf(mergeChanges(removal, patch({ createdAt: 1 })))).toEqual(removal)
})
