import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ChatEntry } from '../../model/index.ts'
import ChatSidebar from './ChatSidebar.vue'
import { getButton, mountWithTexts } from '../base/mount.test-helper.ts'

enableAutoUnmount(afterEach)
// These load on demand, which on a busy machine takes longer than a test waits.
beforeAll(() => Promise.all([import('./ChatMenu.vue'), import('./RenameField.vue')]))
beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 8, 15, 12), toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const entry = (id: string, title: string, more: Partial<ChatEntry> = {}): ChatEntry => ({
  id,
  title,
  isRunning: false,
  askedAt: Date.now(),
  pinned: false,
  archived: false,
  unread: false,
  ...more,
})

function mountSidebar(props: Record<string, unknown> = {}) {
  const chats = [
    entry('a', 'A story', { isRunning: true, unread: true }),
    entry('b', 'A table', { unread: true }),
    entry('c', 'Some code', { unread: true, askedAt: new Date(2026, 8, 14).getTime() }),
    entry('d', 'Emoji', { pinned: true }),
    entry('e', 'Old things', { archived: true }),
  ]
  return mountWithTexts(ChatSidebar, { props: { chats, activeId: 'b', ...props } })
}

describe('ChatSidebar', () => {
  test('is a navigation labelled Chats', () => {
    expect(mountSidebar().get('nav').attributes('aria-label')).toBe('Chats')
  })

  test('lists chats under headings, pinned ones first, archived ones not at all', () => {
    const lists = mountSidebar()
      .findAll('ul')
      .map((list) => {
        const heading = document.getElementById(list.attributes('aria-labelledby') ?? '')
        return [heading?.textContent, list.findAll('.title').map((title) => title.text())]
      })
    expect(lists).toEqual([
      ['Pinned', ['Emoji']],
      ['Today', ['A story', 'A table']],
      ['Yesterday', ['Some code']],
    ])
  })

  test('marks the open chat, running chats and unread chats', () => {
    const marks = mountSidebar()
      .findAll('.open')
      .map((button) => [button.attributes('aria-current'), button.text()])
    expect(marks).toEqual([
      [undefined, 'Emoji'],
      [undefined, 'A storyResponding'],
      ['page', 'A table'],
      [undefined, 'Some codeNew response'],
    ])
  })

  test('emits open, newChat and fold', async () => {
    const sidebar = mountSidebar({ foldable: true })
    await getButton(sidebar, 'A table').trigger('click')
    await getButton(sidebar, 'New chat').trigger('click')
    await getButton(sidebar, 'Hide sidebar').trigger('click')
    expect(sidebar.emitted()).toMatchObject({ open: [['b']], newChat: [[]], fold: [[]] })
  })

  test('saves the typed name if the row disappears while the user renames it', async () => {
    const sidebar = mountSidebar()
    await sidebar.get('.options').trigger('click')
    const rename = await vi.waitUntil(() => document.querySelector<HTMLElement>('[role=menuitem]'))
    rename.click()
    await vi.waitUntil(() => sidebar.find('.rename').exists())
    await sidebar.get('.rename').setValue('My name')
    await sidebar.setProps({ chats: [entry('d', 'Emoji')] })
    expect(sidebar.emitted('rename')).toEqual([['d', 'My name']])
  })

  test('shows archived chats when the user expands Archived', async () => {
    const sidebar = mountSidebar()
    const archive = getButton(sidebar, 'Archived (1)')
    expect(archive.attributes('aria-expanded')).toBe('false')
    await archive.trigger('click')
    expect(archive.attributes('aria-expanded')).toBe('true')
    expect(sidebar.get('ul[aria-label=Archived]').text()).toBe('Old things')
  })
})
