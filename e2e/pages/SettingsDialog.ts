import type { Locator, Page } from '@playwright/test'

export class SettingsDialog {
  readonly opener: Locator
  readonly root: Locator
  readonly close: Locator
  readonly language: Locator
  readonly theme: Locator
  readonly address: Locator
  readonly transport: Locator

  constructor(page: Page) {
    this.opener = page.getByRole('button', { name: 'Settings' })
    this.root = page.getByRole('dialog', { name: 'Settings' })
    this.close = this.root.getByRole('button', { name: 'Close' })
    this.language = this.root.getByRole('combobox', { name: 'Language' })
    this.theme = this.root.getByRole('combobox', { name: 'Theme' })
    this.address = this.root.getByRole('textbox', { name: 'Server address' })
    this.transport = this.root.getByRole('combobox', { name: 'How questions are sent' })
  }

  async open(): Promise<void> {
    await this.opener.click()
    await this.root.waitFor()
  }
}
