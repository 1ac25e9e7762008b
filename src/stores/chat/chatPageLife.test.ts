import { expect, test, vi } from 'vitest'
import { useChats } from '../chats/chats.ts'
import { preparePage, settle } from '../chats/testPage.test-helper.ts'
import { readTabDraft } from './tabDraft.ts'

const page = preparePage()
const hide = () => dispatchEvent(new Event('pagehide'))

/** Replaces the locks by some that are never granted: no question can be sent. */
function withholdLocks(): void {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue({
    request: () => new Promise(() => {}),
  } as unknown as LockManager)
}

test('a question that is not sent when the page is left returns to the draft', async () => {
  withholdLocks()
  const store = useChats()
  void store.send('Question')
  store.active.draft = 'More'
  await settle()
  hide()
  expect(page.server.answers).toEqual([])
  expect(readTabDraft(store.active.id)).toBe('Question\n\nMore')
})

test('a question that was sent does not return to the draft', async () => {
  const store = useChats()
  void store.send('Question')
  await settle()
  hide()
  expect(page.server.answers).toHaveLength(1)
  expect(readTabDraft(store.active.id) ?? '').toBe('')
})

test('the draft stays as it was if the page returns from the back/forward cache', async () => {
  withholdLocks()
  const store = useChats()
  void store.send('Question')
  await settle()
  hide()
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  await settle()
  expect(readTabDraft(store.active.id) ?? '').toBe('')
})
