import { expect, it } from 'vitest'
import { readChatRow } from './chatRow.ts'

const row = { id: 'chat', title: 'Title', createdAt: 1, updatedAt: 2, draft: '' }

it('reads a row of before, which tells nothing of pins and the like', () => {
  expect(readChatRow(row)).toEqual(row)
})

it('reads what a person did with a chat', () => {
  const whole = { ...row, askedAt: 3, pinned: true, archived: true, unread: true }
  expect(readChatRow(whole)).toEqual(whole)
})

it.each([{ askedAt: 'soon' }, { pinned: 1 }, { archived: 'yes' }, { unread: null }])(
  'takes no notice of %j, and keeps the chat',
  (damage) => {
    expect(readChatRow({ ...row, ...damage })).toEqual(row)
  },
)
