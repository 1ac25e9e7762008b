/** Distance from the view that counts as near, for browsers without `contentvisibilityautostatechange`. */
const MARGIN = '200% 0px'

/** Observer of the elements near the view. */
export interface NearWatch {
  observe: (element: Element) => void
  unobserve: (element: Element) => void
  stop: () => void
}

/**
 * Reports which elements with `content-visibility: auto` approach the view or leave it. Uses the browser's own event if
 * there is one: an IntersectionObserver would double the cost of each frame.
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
    const noop = () => undefined
    log.addEventListener('contentvisibilityautostatechange', listener)
    return {
      observe: noop,
      unobserve: noop,
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
