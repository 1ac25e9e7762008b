import { expect, test } from 'vitest'
import { createPendingDraft } from './pendingDraft.ts'

/** What stands in both drafts when the chosen chat is there. */
function draftsAfter(before: string, typed: string, own: string) {
  const from = { draft: before }
  const to = { draft: own }
  const pendingDraft = createPendingDraft()
  pendingDraft.begin(from)
  from.draft = typed
  pendingDraft.move(from, to)
  return [from.draft, to.draft]
}

test.each([
  ['goes along', '', 'And then?', '', ['', 'And then?']],
  [
    'leaves what was there before',
    'unfinished',
    'unfinished and more',
    '',
    ['unfinished', ' and more'],
  ],
  ['comes after a draft of the chosen one', '', 'Yours', 'Mine', ['', 'Mine\nYours']],
  [
    'stays where it was written anew',
    'unfinished',
    'another one altogether',
    '',
    ['another one altogether', ''],
  ],
  ['adds nothing where it is nothing', 'unfinished', 'unfinished', 'Mine', ['unfinished', 'Mine']],
])('what is typed ahead %s', (_, before, typed, own, drafts) => {
  expect(draftsAfter(before, typed, own)).toEqual(drafts)
})

test('what is typed in the chosen one itself stays', () => {
  const chat = { draft: 'unfinished' }
  const pendingDraft = createPendingDraft()
  pendingDraft.begin(chat)
  chat.draft = 'unfinished and more'
  pendingDraft.move(chat, chat)
  expect(chat.draft).toBe('unfinished and more')
})
