import { expect, test } from 'vitest'
import { createPendingDraft } from './pendingDraft.ts'

/** Returns both drafts after the chosen chat was loaded. */
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
  ['moves to the chosen chat', '', 'And then?', '', ['', 'And then?']],
  [
    'moves without the draft before it',
    'unfinished',
    'unfinished and more',
    '',
    ['unfinished', ' and more'],
  ],
  ['is added to the draft of the chosen chat', '', 'Yours', 'Mine', ['', 'Mine\nYours']],
  [
    'stays if the draft was rewritten',
    'unfinished',
    'another one altogether',
    '',
    ['another one altogether', ''],
  ],
  ['changes nothing if it is empty', 'unfinished', 'unfinished', 'Mine', ['unfinished', 'Mine']],
])('text typed while the chosen chat is loaded %s', (_, before, typed, own, drafts) => {
  expect(draftsAfter(before, typed, own)).toEqual(drafts)
})

test('text typed into the chosen chat stays there', () => {
  const chat = { draft: 'unfinished' }
  const pendingDraft = createPendingDraft()
  pendingDraft.begin(chat)
  chat.draft = 'unfinished and more'
  pendingDraft.move(chat, chat)
  expect(chat.draft).toBe('unfinished and more')
})
