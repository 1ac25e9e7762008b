import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { effectScope, shallowReactive, type EffectScope } from 'vue'
import type { FilePart } from '../../core/index.ts'
import type { Chat } from '../chat/chat.ts'
import { picture, textFile } from './files.test-helper.ts'

const notes = textFile('notes.md', '# Notes')
let scopes: EffectScope[] = []

/** Gives each test its own browser, and each `load` its own page. */
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
  sessionStorage.clear()
})
afterEach(() => {
  for (const scope of scopes) scope.stop()
  scopes = []
  vi.unstubAllGlobals()
})

/** Creates the part of a chat that its draft needs. */
function chatOf(id: string, title = '') {
  const chat = shallowReactive({ id, title, files: [] as readonly FilePart[] })
  // The code under test uses no other fields.
  return chat as typeof chat & Chat
}

async function load(first: Chat) {
  vi.resetModules()
  const { keepDraftFiles } = await import('./keepDraftFiles.ts')
  const { readDraftFiles, sweepDraftFiles } = await import('./draftFiles.ts')
  const page = shallowReactive({ active: first })
  const scope = effectScope()
  scopes.push(scope)
  const isKept = scope.run(() => keepDraftFiles(() => page.active))
  const open = (chat: Chat) => (page.active = chat)
  const storedOf = async (id: string) => (await readDraftFiles(id)).map(({ name }) => name)
  return { open, isKept, storedOf, sweepDraftFiles }
}

test('keepDraftFiles() restores the files of each chat after a reload', async () => {
  const [cats, dogs] = [chatOf('cats', 'Cats'), chatOf('dogs', 'Dogs')]
  const page = await load(cats)
  cats.files = [picture]
  await vi.waitUntil(async () => (await page.storedOf('cats')).length === 1)
  page.open(dogs)
  dogs.files = [notes, picture]
  await vi.waitUntil(async () => (await page.storedOf('dogs')).length === 2)

  const again = [chatOf('cats', 'Cats'), chatOf('dogs', 'Dogs')] as const
  const next = await load(again[0])
  await vi.waitUntil(() => again[0].files.length > 0)
  expect(again[0].files).toEqual([picture])
  next.open(again[1])
  await vi.waitUntil(() => again[1].files.length > 0)
  expect(again[1].files).toEqual([notes, picture])
})

test('keepDraftFiles() restores the files of a chat without questions under its new id', async () => {
  const first = chatOf('one')
  const page = await load(first)
  first.files = [picture]
  await vi.waitUntil(async () => (await page.storedOf('one')).length === 1)

  const second = chatOf('two')
  const next = await load(second)
  await vi.waitUntil(() => second.files.length > 0)
  await vi.waitUntil(async () => (await next.storedOf('one')).length === 0)
  expect(await next.storedOf('two')).toEqual(['dot.gif'])
})

test('keepDraftFiles() adds files that were attached while the stored ones were being read', async () => {
  const first = chatOf('cats', 'Cats')
  const page = await load(first)
  first.files = [picture]
  await vi.waitUntil(async () => (await page.storedOf('cats')).length === 1)
  const again = chatOf('cats', 'Cats')
  const next = await load(again)
  again.files = [notes]
  await vi.waitUntil(async () => (await next.storedOf('cats')).length === 2)
  expect(again.files).toEqual([picture, notes])
})

test('keepDraftFiles() deletes files that are sent or removed', async () => {
  const cats = chatOf('cats', 'Cats')
  const page = await load(cats)
  cats.files = [picture]
  await vi.waitUntil(async () => (await page.storedOf('cats')).length === 1)
  cats.files = []
  await vi.waitUntil(async () => (await page.storedOf('cats')).length === 0)
})

test('keepDraftFiles() reports that files exist only in this tab if the disk is full', async () => {
  const cats = chatOf('cats', 'Cats')
  const page = await load(cats)
  const full = new DOMException('No room', 'QuotaExceededError')
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw full
  })
  cats.files = [picture]
  await vi.waitUntil(() => page.isKept?.value === false)
  expect(cats.files).toEqual([picture])
  vi.restoreAllMocks()
  cats.files = [picture, notes]
  await vi.waitUntil(() => page.isKept?.value === true)
})

test('sweepDraftFiles() deletes files of unknown chats after a week', async () => {
  const [cats, lost] = [chatOf('cats', 'Cats'), chatOf('lost')]
  const page = await load(cats)
  cats.files = [picture]
  page.open(lost)
  lost.files = [picture]
  await vi.waitUntil(async () => (await page.storedOf('lost')).length === 1)
  const isKnown = (id: string) => id === 'cats'
  await page.sweepDraftFiles(isKnown)
  expect(await page.storedOf('lost')).toHaveLength(1)
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 8 * 86_400_000)
  await page.sweepDraftFiles(isKnown)
  vi.restoreAllMocks()
  expect(await page.storedOf('lost')).toEqual([])
  expect(await page.storedOf('cats')).toHaveLength(1)
})
