import type { BrowserContext, Page } from '@playwright/test'

/**
 * Measures every open page of the context's browser that shows the app on a screen, and describes those on which the
 * document itself can be scrolled. Only boxes inside the app may scroll: if the document does, the header or the
 * composer leaves the screen, and a user without a wheel can't bring it back.
 */
export async function describeScrollablePages(context: BrowserContext): Promise<readonly string[]> {
  const contexts = context.browser()?.contexts() ?? [context]
  const pages = contexts.flatMap((one) => one.pages())
  const found = await Promise.all(pages.map(describeIfScrollable))
  return found.filter((description) => description !== undefined)
}

async function describeIfScrollable(page: Page): Promise<string | undefined> {
  const sizes = await page.evaluate(() => {
    const { scrollingElement } = document
    const showsApp = document.querySelector('#app main') !== null
    if (!scrollingElement || !showsApp || matchMedia('print').matches) return undefined
    const { scrollTop, scrollHeight, scrollWidth } = scrollingElement
    return { scrollTop, scrollHeight, scrollWidth, innerHeight, innerWidth }
  })
  if (!sizes) return undefined
  const isInPlace =
    sizes.scrollTop === 0 &&
    sizes.scrollHeight === sizes.innerHeight &&
    sizes.scrollWidth <= sizes.innerWidth
  return isInPlace ? undefined : `${page.url()} ${JSON.stringify(sizes)}`
}
