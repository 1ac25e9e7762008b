import type { Locator } from '@playwright/test'
import type { Names } from './names.ts'

/** The buttons that switch between the versions of a message. */
export class MessageVersions {
  readonly root: Locator
  readonly previous: Locator
  readonly next: Locator

  constructor(message: Locator, names: Names) {
    this.root = message.getByRole('group', { name: names.versions, exact: true })
    this.previous = this.root.getByRole('button', { name: names.previousVersion, exact: true })
    this.next = this.root.getByRole('button', { name: names.nextVersion, exact: true })
  }
}
