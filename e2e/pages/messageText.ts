import type { Locator } from '@playwright/test'

/**
 * What a message says, to the last space and line end: without its heading, its buttons and what is told
 * of its ending. A locator's own text would have its white space folded. The blocks of an answer, which is
 * drawn as Markdown, are a blank line apart, as in their source.
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
