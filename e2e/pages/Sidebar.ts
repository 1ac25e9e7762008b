import type { Locator, Page } from '@playwright/test'
import type { Names } from './names.ts'

/** The list of chats; on a narrow screen it is a drawer. */
export class Sidebar {
  readonly root: Locator
  readonly newChat: Locator
  readonly chats: Locator
  readonly undo: Locator
  /** These two are there on a narrow screen alone. */
  readonly opener: Locator
  readonly closer: Locator
  readonly #names: Names

  constructor(page: Page, names: Names) {
    this.#names = names
    this.root = page.getByRole('navigation', { name: names.chats, exact: true })
    this.newChat = this.root.getByRole('button', { name: names.newChat, exact: true })
    this.chats = this.root.getByRole('listitem')
    this.undo = page.getByRole('button', { name: names.undo, exact: true })
    this.opener = page.getByRole('button', { name: names.openChats, exact: true })
    this.closer = page.getByRole('button', { name: names.closeChats, exact: true })
  }

  /** The list's row of a chat. */
  row(title: string): Locator {
    return this.chats.filter({ hasText: title })
  }

  /** The button that opens a chat; while it answers, its name says so, too. */
  chat(title: string): Locator {
    return this.row(title).getByRole('button').first()
  }

  remove(title: string): Locator {
    return this.root.getByRole('button', { name: this.#names.remove(title), exact: true })
  }
}
