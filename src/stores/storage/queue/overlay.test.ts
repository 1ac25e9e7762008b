import { describe, expect, test } from 'vitest'
import { mergeChanges, removal, toChanges, type ChatChanges } from './chatChanges.ts'
import type { ChatRow } from '../chatStorage.ts'
import { overChats, overMessages, overUnfinished } from './overlay.ts'
import { answer, message, placed } from '../storage.test-helper.ts'

const chat: ChatRow = { id: 'chat', title: 'Title', createdAt: 1, updatedAt: 1, draft: 'typed' }
const over = (changes: ChatChanges) => new Map([['chat', changes]])
const patch = (fields: object) => toChanges({ chat: fields })
const put = toChanges({ put: placed(answer('a', 'new')) })

describe('changes that are not stored yet', () => {
  test.each([
    ['a patch changes its fields', patch({ title: 'New' }), [{ ...chat, title: 'New' }]],
    ['a removal hides the chat', removal, []],
    [
      'a chat that comes again has nothing of what it was',
      mergeChanges(removal, patch({ createdAt: 9 })),
      [{ id: 'chat', title: '', createdAt: 9, updatedAt: 9, draft: '' }],
    ],
  ])('lie over chats: %s', (_, changes, expected) => {
    expect(overChats([chat], over(changes))).toEqual(expected)
  })

  test.each([
    ['a row replaces the stored one', put, ['new', 'b']],
    ['a row that went is not there', toChanges({ remove: ['a'] }), ['b']],
    ['no row is left of a chat that went', removal, []],
    [
      'only new ones of one that came again',
      mergeChanges(
        removal,
        toChanges({
          chat: { createdAt: 9 },
          put: placed(message('c')),
        }),
      ),
      ['c'],
    ],
  ])('lie over messages: %s', (_, changes, expected) => {
    const read = overMessages(placed(message('a'), message('b')), changes)
    expect(read.map(({ message: { parts } }) => Object(parts[0]).text)).toEqual(expected)
  })

  test.each([
    ['none changes nothing', patch({ title: 'New' }), ['chat']],
    ['one that still grows counts once', put, ['chat']],
    ['one that ended counts no more', toChanges({ put: placed(message('a')) }), []],
    ['one that went counts no more', toChanges({ remove: ['a'] }), []],
    ['one of a chat that went counts no more', removal, []],
  ])('lie over unfinished answers: %s', (_, changes, expected) => {
    expect(overUnfinished([['chat', 'a']], over(changes))).toEqual(expected)
  })
})
