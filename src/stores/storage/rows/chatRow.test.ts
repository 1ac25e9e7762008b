import { expect, test } from 'vitest'
import { readChatRow } from './chatRow.ts'

const row = { id: 'chat', title: 'Title', createdAt: 1, updatedAt: 2, draft: '' }

test('reads a row of before, which tells nothing of pins and the like', () => {
  expect(readChatRow(row)).toEqual(row)
})

test('reads what a person did with a chat', () => {
  const whole = { ...row, askedAt: 3, pinned: true, archived: true, unread: true }
  expect(readChatRow(whole)).toEqual(whole)
})

test('reads what a chat tells the model', () => {
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
])('leaves out %j, which no model could be told', (wrong) => {
  const settings = { model: 'm', ...wrong }
  expect(readChatRow({ ...row, settings })?.settings).toEqual({ model: 'm' })
})

test.each([
  { askedAt: 'soon' },
  { pinned: 1 },
  { archived: 'yes' },
  { unread: null },
  { settings: 'none' },
])('takes no notice of %j, and keeps the chat', (damage) => {
  expect(readChatRow({ ...row, ...damage })).toEqual(row)
})
