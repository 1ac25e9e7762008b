import type { Locator } from '@playwright/test'

/**
 * Returns a message's text with every space and line end (a locator would collapse white space), without its heading,
 * buttons and ending. The blocks of an answer, which is rendered as Markdown, are separated by a blank line, as in
 * their source.
 */
export function messageText(message: Locator): Promise<string> {
  return message.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const other of copy.querySelectorAll(
      'h2.visually-hidden, figcaption, button, .actions, [role=group]',
    ))
      other.remove()
    const blocks = [...copy.querySelectorAll('.stream-markdown-page > *')]
    if (blocks.length === 0) return copy.textContent
    return blocks.map((block) => block.textContent).join('\n\n')
  })
}
