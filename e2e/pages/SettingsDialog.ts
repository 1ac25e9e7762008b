import type { Locator, Page } from '@playwright/test'
import type { Names } from './names.ts'

export class SettingsDialog {
  readonly opener: Locator
  readonly root: Locator
  readonly close: Locator
  readonly language: Locator
  readonly theme: Locator
  readonly serverUrl: Locator
  readonly transport: Locator
  /** How much of an answer screen readers announce. */
  readonly announce: Locator
  /** Whether keyboard shortcuts are on, and the list of them. */
  readonly keys: Locator
  readonly showKeys: Locator
  readonly keysList: Locator

  constructor(page: Page, names: Names) {
    this.opener = page.getByRole('button', { name: names.settings, exact: true })
    this.root = page.getByRole('dialog', { name: names.settings, exact: true })
    this.close = this.root.getByRole('button', { name: names.close, exact: true })
    this.language = this.root.getByRole('combobox', { name: names.language, exact: true })
    this.theme = this.root.getByRole('combobox', { name: names.theme, exact: true })
    this.serverUrl = this.root.getByRole('textbox', { name: names.address, exact: true })
    this.transport = this.root.getByRole('combobox', { name: names.transport, exact: true })
    this.announce = this.root.getByRole('combobox', { name: names.announce, exact: true })
    this.keys = this.root.getByRole('checkbox', { name: names.keys, exact: true })
    this.showKeys = this.root.getByRole('button', { name: names.showKeys, exact: true })
    this.keysList = page.getByRole('dialog', { name: names.keys, exact: true })
  }

  async open(): Promise<void> {
    await this.opener.click()
    await this.root.waitFor()
  }
}
