/** How far from what is seen counts as near in browsers that do not tell it themselves, in parts of the view. */
const MARGIN = '200% 0px'

export interface NearWatch {
  observe: (element: Element) => void
  unobserve: (element: Element) => void
  stop: () => void
}

/**
 * Tells which elements with `content-visibility: auto` come near to what is seen, and go away from it. The browser
 * knows, and most tell: to observe each of them would cost as much again in every frame.
 */
export function watchNear(
  log: HTMLElement,
  onChange: (element: Element, isNear: boolean) => void,
): NearWatch {
  if ('oncontentvisibilityautostatechange' in log) {
    const listener = (event: Event) => {
      const { target } = event
      if (!(event instanceof ContentVisibilityAutoStateChangeEvent)) return
      if (target instanceof Element) onChange(target, !event.skipped)
    }
    const nothing = () => undefined
    log.addEventListener('contentvisibilityautostatechange', listener)
    return {
      observe: nothing,
      unobserve: nothing,
      stop: () => log.removeEventListener('contentvisibilityautostatechange', listener),
    }
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) onChange(target, isIntersecting)
    },
    { root: log, rootMargin: MARGIN },
  )
  return {
    observe: (element) => observer.observe(element),
    unobserve: (element) => observer.unobserve(element),
    stop: () => observer.disconnect(),
  }
}
