import type { Page } from '@playwright/test'

interface Ears {
  readonly heard: string[]
  readonly missed: string[]
}

/** What a screen reader does with the live regions of a page after it was loaded. */
export interface ScreenReader {
  /** Texts that it speaks, in order. Assertive ones begin with an exclamation mark. */
  readonly heard: () => Promise<string[]>
  /** Texts that it may skip: their regions were not in the accessibility tree before. */
  readonly missed: () => Promise<string[]>
}

/**
 * Listens like a screen reader from the first moment of each page: it speaks text that is added to a live region, if
 * the region was in the accessibility tree before. Call it before the page is opened.
 */
export async function listenLikeScreenReader(page: Page): Promise<ScreenReader> {
  await page.addInitScript(observeLiveRegions)
  const ears = () => page.evaluate(() => (window as never as { ears: Ears }).ears)
  return {
    heard: async () => (await ears()).heard,
    missed: async () => (await ears()).missed,
  }
}

/** Runs in the page. */
function observeLiveRegions(): void {
  const LIVE =
    '[role=alert], [role=status], [role=log]:not([aria-live]), output, [aria-live=polite], [aria-live=assertive]'
  const ears: Ears = { heard: [], missed: [] }
  Object.assign(window, { ears })

  /** Live regions that were in the accessibility tree two frames ago. */
  let known = new Set<Element>()

  const isExposed = (element: Element) =>
    element.isConnected &&
    element.checkVisibility({ visibilityProperty: true }) &&
    element.closest('[aria-hidden=true], [inert]') === null

  /** Browsers update the accessibility tree once per frame at most. */
  function updateKnownRegions(): void {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        known = new Set([...document.querySelectorAll(LIVE)].filter(isExposed))
      }),
    )
  }

  function record(region: Element, text: string | null): void {
    const spoken = text?.trim() ?? ''
    if (spoken === '') return
    if (!known.has(region) || !isExposed(region)) return void ears.missed.push(spoken)
    const isAssertive = region.matches('[role=alert], [aria-live=assertive]')
    ears.heard.push(isAssertive ? `!${spoken}` : spoken)
  }

  function onAdded(node: Node, parent: Element): void {
    const region = parent.closest(LIVE)
    if (region) return record(region, node.textContent)
    if (!(node instanceof Element)) return
    const inserted = [node, ...node.querySelectorAll('*')].filter((one) => one.matches(LIVE))
    for (const one of inserted) record(one, one.textContent)
  }

  function onChange({ type, target, addedNodes }: MutationRecord): void {
    const element = target instanceof Element ? target : target.parentElement
    if (!element) return
    if (type === 'childList') for (const node of addedNodes) onAdded(node, element)
    const region = element.closest(LIVE)
    if (type === 'characterData' && region) record(region, target.textContent)
    // An element that becomes live or visible already contains its text.
    if (type === 'attributes' && element.matches(LIVE) && !known.has(element))
      record(element, element.textContent)
  }

  new MutationObserver((changes) => {
    changes.forEach(onChange)
    updateKnownRegions()
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['role', 'aria-live', 'hidden', 'class', 'style'],
  })
}
