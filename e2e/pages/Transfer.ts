import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import type { Names } from './names.ts'

/** A file that the app saved. */
export interface SavedFile {
  readonly name: string
  readonly text: string
}

/** Exports and imports chats. */
export class Transfer {
  readonly exportOpener: Locator
  readonly exportDialog: Locator
  readonly saveMarkdown: Locator
  readonly saveJson: Locator
  /** In the settings dialog. */
  readonly exportAllJson: Locator
  readonly exportAllMarkdown: Locator
  readonly importOpener: Locator
  readonly importDialog: Locator
  readonly file: Locator
  readonly add: Locator
  /** The counts of what an import would add, and the problems of a file. */
  readonly rows: Locator
  readonly #page: Page

  constructor(page: Page, names: Names) {
    const button = (name: string) => page.getByRole('button', { name, exact: true })
    this.#page = page
    this.exportOpener = button(names.exportChat)
    this.exportDialog = page.getByRole('dialog', { name: names.exportChat, exact: true })
    this.saveMarkdown = button(names.saveMarkdown)
    this.saveJson = button(names.saveJson)
    this.exportAllJson = button(names.exportAllJson)
    this.exportAllMarkdown = button(names.exportAllMarkdown)
    this.importOpener = button(names.importChats)
    this.importDialog = page.getByRole('dialog', { name: names.importChats, exact: true })
    this.file = this.importDialog.getByLabel(names.file, { exact: true })
    this.add = this.importDialog.getByRole('button', { name: names.add })
    this.rows = this.importDialog.getByRole('definition')
  }

  /** Clicks a button that saves a file, and returns the file. */
  async save(button: Locator): Promise<SavedFile> {
    const [download] = await Promise.all([this.#page.waitForEvent('download'), button.click()])
    return {
      name: download.suggestedFilename(),
      text: await readFile(await download.path(), 'utf8'),
    }
  }

  async choose(text: string, name = 'chats.json'): Promise<void> {
    const buffer = Buffer.from(text)
    await this.file.setInputFiles({ name, mimeType: 'application/json', buffer })
  }
}
