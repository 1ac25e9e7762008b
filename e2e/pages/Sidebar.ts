import type { Locator, Page } from '@playwright/test'
import type { Names } from './names.ts'

/** The list of chats; on a narrow screen it is a drawer. */
export class Sidebar {
  readonly root: Locator
  readonly newChat: Locator
  readonly chats: Locator
  readonly undo: Locator
  /** Archived chats, collapsed at first. */
  readonly archive: Locator
  readonly nameField: Locator
  readonly search: Locator
  readonly results: Locator
  /** Visible if the sidebar is a drawer or collapsed. */
  readonly opener: Locator
  readonly closer: Locator
  readonly #page: Page
  readonly #names: Names

  constructor(page: Page, names: Names) {
    this.#page = page
    this.#names = names
    this.root = page.getByRole('navigation', { name: names.chats, exact: true })
    this.newChat = this.root.getByRole('button', { name: names.newChat, exact: true })
    this.chats = this.root.getByRole('listitem')
    this.undo = page.getByRole('button', { name: names.undo, exact: true })
    this.archive = this.root.getByRole('button', { name: names.archived })
    this.nameField = this.root.getByRole('textbox', { name: names.newName, exact: true })
    this.search = this.root.getByRole('searchbox', { name: names.search, exact: true })
    this.results = this.root
      .getByRole('list', { name: names.search, exact: true })
      .getByRole('button')
    this.opener = page.getByRole('button', { name: names.openChats, exact: true })
    this.closer = page.getByRole('button', { name: names.closeChats, exact: true })
  }

  /** Returns a chat's row in the list. */
  row(title: string): Locator {
    return this.chats.filter({ hasText: title })
  }

  /** Returns the button that opens a chat. While the chat streams, its accessible name also says so. */
  chat(title: string): Locator {
    return this.row(title).getByRole('button').first()
  }

  /** Returns the chats under a heading. */
  group(heading: string): Locator {
    return this.root.getByRole('list', { name: heading, exact: true }).getByRole('listitem')
  }

  /** Returns the button that opens a chat's menu. */
  options(title: string): Locator {
    return this.root.getByRole('button', { name: this.#names.options(title), exact: true })
  }

  entry(name: string): Locator {
    return this.#page.getByRole('menuitem', { name, exact: true })
  }

  /** Chooses an entry of a chat's menu. */
  async choose(title: string, entry: string): Promise<void> {
    await this.options(title).click()
    await this.entry(entry).click()
  }

  remove(title: string): Promise<void> {
    return this.choose(title, this.#names.remove)
  }
}
