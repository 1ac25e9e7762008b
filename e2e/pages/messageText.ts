import type { Locator } from '@playwright/test'

/**
 * What a message says, to the last space and line end: without its heading, its buttons and what is told
 * of its ending. A locator's own text would have its white space folded.
 */
export function messageText(message: Locator): Promise<string> {
  return message.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const other of copy.querySelectorAll('h2, button, [role=alert], [aria-live]')) {
      other.remove()
    }
    return copy.textContent
  })
}
