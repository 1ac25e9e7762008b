import type { Page } from '@playwright/test'

/**
 * Watches the elements of a page that match a selector, in every frame. Returns a function that ends the watch and
 * describes every element that moved or changed its size in the meantime. Elements that left the page don't count.
 */
export async function watchBoxes(
  page: Page,
  selector: string,
): Promise<() => Promise<readonly string[]>> {
  const watch = await page.evaluateHandle((watched) => {
    const boxOf = (element: Element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      return [x, y, width, height].join(' ')
    }
    const nameOf = (element: Element) => {
      const name = element.getAttribute('aria-label') ?? element.textContent
      return `${element.localName} “${name.trim().slice(0, 30)}”`
    }
    const elements = [...document.querySelectorAll(watched)]
    const before = new Map(elements.map((element) => [element, boxOf(element)]))
    if (before.size === 0) throw new Error(`No element matches ${watched}.`)
    const moved = new Map<Element, string>()
    const look = () => {
      for (const [element, box] of before) {
        const now = boxOf(element)
        if (element.isConnected && now !== box && !moved.has(element))
          moved.set(element, `${nameOf(element)}: ${box} → ${now}`)
      }
    }
    let isOver = false
    const lookInEveryFrame = () => {
      look()
      if (!isOver) requestAnimationFrame(lookInEveryFrame)
    }
    lookInEveryFrame()
    return {
      end() {
        isOver = true
        look()
        return [...moved.values()]
      },
    }
  }, selector)
  return () => watch.evaluate(({ end }) => end())
}
