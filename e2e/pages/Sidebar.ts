import type { Locator, Page } from '@playwright/test'

/** The list of chats; on a narrow screen it is a drawer. */
export class Sidebar {
  readonly root: Locator
  readonly newChat: Locator
  readonly chats: Locator
  readonly undo: Locator

  constructor(page: Page) {
    this.root = page.getByRole('navigation', { name: 'Chats' })
    this.newChat = this.root.getByRole('button', { name: 'New chat' })
    this.chats = this.root.getByRole('listitem')
    this.undo = page.getByRole('button', { name: 'Undo' })
  }

  /** The list's row of a chat. */
  row(title: string): Locator {
    return this.chats.filter({ hasText: title })
  }

  /** The button that opens a chat; while it answers, its name says so. */
  chat(title: string): Locator {
    return this.row(title).getByRole('button').first()
  }

  remove(title: string): Locator {
    return this.root.getByRole('button', { name: `Delete “${title}”` })
  }
}
