import type { Locator, Page } from '@playwright/test'
import type { Names } from './names.ts'

/** The matches marked in the thread, in reading order, and the current match. */
export interface Marked {
  readonly all: readonly string[]
  readonly current: readonly string[]
  /** Whether the whole match is inside the visible part of the thread, also horizontally. */
  readonly isCurrentInView: boolean
}

/** The bar that finds text in the open chat. */
export class FindBar {
  readonly opener: Locator
  readonly root: Locator
  readonly field: Locator
  readonly previous: Locator
  readonly next: Locator
  readonly close: Locator
  /** The latest announcement. */
  readonly announcement: Locator
  readonly #page: Page

  constructor(page: Page, names: Names) {
    this.#page = page
    this.opener = page.getByRole('button', { name: names.find, exact: true })
    this.root = page.getByRole('search', { name: names.find, exact: true })
    this.field = this.root.getByRole('searchbox', { name: names.find, exact: true })
    this.previous = this.root.getByRole('button', { name: names.previousMatch, exact: true })
    this.next = this.root.getByRole('button', { name: names.nextMatch, exact: true })
    this.close = this.root.getByRole('button', { name: names.closeFind, exact: true })
    this.announcement = page.getByRole('status').getByRole('paragraph').last()
  }

  marked(): Promise<Marked> {
    return this.#page.evaluate(readMarks)
  }
}

/** Runs in the page. */
function readMarks(): Marked {
  const rangesOf = (name: string) => [...(CSS.highlights.get(name) ?? [])] as Range[]
  const [current] = rangesOf('find-current')
  const view = document.querySelector('[role=log]')?.getBoundingClientRect()
  const box = current?.getBoundingClientRect()
  /** Whether no scroll container in the thread cuts the current match off. */
  const isInView = (): boolean => {
    if (!box || !view) return false
    let element = current?.startContainer.parentElement ?? null
    for (; element?.matches('[role=log] *'); element = element.parentElement) {
      const { left, right } = element.getBoundingClientRect()
      const isCut = getComputedStyle(element).overflowX !== 'visible'
      if (isCut && (box.left < left - 1 || box.right > right + 1)) return false
    }
    return box.height > 0 && box.top >= view.top && box.bottom <= view.bottom
  }
  return {
    all: rangesOf('find-match').map(String),
    current: current ? [String(current)] : [],
    isCurrentInView: isInView(),
  }
}
