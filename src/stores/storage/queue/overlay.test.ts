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
      'a chat created again has none of its former fields',
      mergeChanges(removal, patch({ createdAt: 9 })),
      [{ id: 'chat', title: '', createdAt: 9, updatedAt: 9, draft: '' }],
    ],
  ])('apply to chats: %s', (_, changes, expected) => {
    expect(overChats([chat], over(changes))).toEqual(expected)
  })

  test.each([
    ['a row replaces the stored one', put, ['new', 'b']],
    ['a removed row is missing', toChanges({ remove: ['a'] }), ['b']],
    ['a removed chat has no rows', removal, []],
    [
      'a chat created again has only new rows',
      mergeChanges(
        removal,
        toChanges({
          chat: { createdAt: 9 },
          put: placed(message('c')),
        }),
      ),
      ['c'],
    ],
  ])('apply to messages: %s', (_, changes, expected) => {
    const read = overMessages(placed(message('a'), message('b')), changes)
    expect(read.map(({ message: { parts } }) => Object(parts[0]).text)).toEqual(expected)
  })

  test.each([
    ['a patch of the chat changes nothing', patch({ title: 'New' }), ['chat']],
    ['a streaming answer counts once', put, ['chat']],
    ['a finished answer no longer counts', toChanges({ put: placed(message('a')) }), []],
    ['a removed answer no longer counts', toChanges({ remove: ['a'] }), []],
    ['an answer of a removed chat no longer counts', removal, []],
  ])('apply to unfinished answers: %s', (_, changes, expected) => {
    expect(overUnfinished([['chat', 'a']], over(changes))).toEqual(expected)
  })
})
