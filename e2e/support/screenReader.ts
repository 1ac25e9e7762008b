import type { Page } from '@playwright/test'

interface Ears {
  readonly heard: string[]
  readonly unheard: string[]
}

/** What a screen reader does with the live regions of a page, since the page was loaded. */
export interface ScreenReader {
  /** What it speaks, in order. Assertive texts begin with an exclamation mark. */
  readonly heard: () => Promise<string[]>
  /** What it may skip: texts of regions that were not in the accessibility tree before. */
  readonly unheard: () => Promise<string[]>
}

/**
 * Listens like a screen reader, from the first moment of each page: it speaks what is added to a live region, if
 * the region was in the accessibility tree before. Call it before the page is opened.
 */
export async function listen(page: Page): Promise<ScreenReader> {
  await page.addInitScript(observeLiveRegions)
  const ears = () => page.evaluate(() => (window as never as { ears: Ears }).ears)
  return {
    heard: async () => (await ears()).heard,
    unheard: async () => (await ears()).unheard,
  }
}

/** Runs in the page. */
function observeLiveRegions(): void {
  const LIVE =
    '[role=alert], [role=status], [role=log]:not([aria-live]), output, [aria-live=polite], [aria-live=assertive]'
  const ears: Ears = { heard: [], unheard: [] }
  Object.assign(window, { ears })

  /** Regions in the accessibility tree, as it was two frames ago. */
  let known = new Set<Element>()

  const isExposed = (element: Element) =>
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[aria-hidden=true], [inert]') === null

  /** The browser updates the tree once a frame at most. */
  function lookAround(): void {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        known = new Set([...document.querySelectorAll(LIVE)].filter(isExposed))
      }),
    )
  }

  function hear(region: Element, text: string | null): void {
    const words = text?.trim() ?? ''
    if (words === '') return
    if (!known.has(region) || !isExposed(region)) return void ears.unheard.push(words)
    const isAssertive = region.matches('[role=alert], [aria-live=assertive]')
    ears.heard.push(isAssertive ? `!${words}` : words)
  }

  function onAdded(node: Node, parent: Element): void {
    const region = parent.closest(LIVE)
    if (region) return hear(region, node.textContent)
    if (!(node instanceof Element)) return
    const inserted = [node, ...node.querySelectorAll('*')].filter((one) => one.matches(LIVE))
    for (const one of inserted) hear(one, one.textContent)
  }

  function onChange({ type, target, addedNodes }: MutationRecord): void {
    const element = target instanceof Element ? target : target.parentElement
    if (!element) return
    if (type === 'childList') for (const node of addedNodes) onAdded(node, element)
    const region = element.closest(LIVE)
    if (type === 'characterData' && region) hear(region, target.textContent)
    // An element that becomes live, or appears, has its text already.
    if (type === 'attributes' && element.matches(LIVE) && !known.has(element))
      hear(element, element.textContent)
  }

  new MutationObserver((changes) => {
    changes.forEach(onChange)
    lookAround()
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['role', 'aria-live', 'hidden', 'class', 'style'],
  })
}
