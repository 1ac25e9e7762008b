import { expect, test } from 'vitest'
import { readChatRow } from './chatRow.ts'

const row = { id: 'chat', title: 'Title', createdAt: 1, updatedAt: 2, draft: '' }

test('readChatRow() reads a row of an older version, without pins and the like', () => {
  expect(readChatRow(row)).toEqual(row)
})

test('readChatRow() reads the flags that a user set for a chat', () => {
  const whole = { ...row, askedAt: 3, pinned: true, archived: true, unread: true }
  expect(readChatRow(whole)).toEqual(whole)
})

test('readChatRow() reads the settings of a chat', () => {
  const settings = { system: 'Be brief.', model: 'm', modelOf: 'ollama', temperature: 0, topP: 1 }
  expect(readChatRow({ ...row, settings })).toEqual({ ...row, settings })
})

test.each([
  { temperature: 2.1 },
  { temperature: '1' },
  { topP: -0.1 },
  { maxTokens: 0 },
  { maxTokens: 1.5 },
  { system: '' },
])('readChatRow() drops the invalid setting %j', (wrong) => {
  const settings = { model: 'm', ...wrong }
  expect(readChatRow({ ...row, settings })?.settings).toEqual({ model: 'm' })
})

test.each([
  { askedAt: 'soon' },
  { pinned: 1 },
  { archived: 'yes' },
  { unread: null },
  { settings: 'none' },
])('readChatRow() ignores %j and keeps the chat', (damage) => {
  expect(readChatRow({ ...row, ...damage })).toEqual(row)
})
