/** How long regions are in the page before their first text, in milliseconds: Safari misses an earlier one. */
const SETTLE_TIME = 100

/** How long a text stays after it is obsolete, in milliseconds. By then every screen reader has taken it over. */
const RETENTION_TIME = 2000

export interface AnnounceOptions {
  /**
   * Interrupts what the screen reader is saying. Only for errors and the loss of data.
   *
   * @default false
   */
  assertive?: boolean
  /**
   * Removes the text after 2 seconds. For a text that the page also shows elsewhere: a user who reads through
   * the page would find it twice. Otherwise the text stays until the next announcement.
   *
   * @default false
   */
  transient?: boolean
}

/** Lets screen readers speak a text. The same text is spoken again if it is announced again. */
export type Announce = (text: string, options?: AnnounceOptions) => void

export interface Announcer {
  readonly announce: Announce
  /** Removes the regions. Later announcements do nothing. */
  readonly remove: () => void
}

/**
 * Adds two live regions to the end of a page: a polite one and an assertive one.
 *
 * Screen readers speak what is added to a live region that is already in the page. They may skip a region that is
 * inserted together with its text. Therefore the regions exist from the beginning, and each text is added as a
 * separate element, so that texts in quick succession don't replace each other.
 *
 * The explicit `aria-live` matters: libraries for modal dialogs (the `aria-hidden` package, which Reka UI and
 * Radix use) hide everything beside the dialog except elements with that attribute.
 */
export function createAnnouncer(page: Document): Announcer {
  const host = page.createElement('div')
  hideVisually(host)
  const polite = createRegion(page, 'status', 'polite')
  const assertive = createRegion(page, 'alert', 'assertive')
  host.append(polite, assertive)

  const timers = new Set<ReturnType<typeof setTimeout>>()
  /** Texts that wait until the regions have settled. */
  let waiting: (() => void)[] | undefined
  let isRemoved = false

  function later(delay: number, run: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      run()
    }, delay)
    timers.add(timer)
  }

  function attach(): void {
    page.body.append(host)
    waiting = []
    later(SETTLE_TIME, () => {
      const settled = waiting ?? []
      waiting = undefined
      for (const add of settled) add()
    })
  }

  function add(region: Element, text: string, isTransient: boolean): void {
    const obsolete = [...region.children]
    const spoken = page.createElement('p')
    spoken.textContent = text
    region.append(spoken)
    if (isTransient) obsolete.push(spoken)
    later(RETENTION_TIME, () => {
      for (const one of obsolete) one.remove()
    })
  }

  attach()
  return {
    announce(text, options = {}) {
      if (isRemoved || text.trim() === '') return
      // A host page may have replaced its body.
      if (!host.isConnected) attach()
      const region = options.assertive === true ? assertive : polite
      const speak = () => add(region, text, options.transient === true)
      if (waiting) waiting.push(speak)
      else speak()
    },
    remove() {
      isRemoved = true
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      host.remove()
    },
  }
}

function createRegion(page: Document, role: string, live: string): Element {
  const region = page.createElement('div')
  region.setAttribute('role', role)
  region.setAttribute('aria-live', live)
  // These roles would otherwise have the whole region read at each addition.
  region.setAttribute('aria-atomic', 'false')
  region.setAttribute('aria-relevant', 'additions')
  return region
}

/** By properties: a content security policy may forbid `style` attributes. */
function hideVisually({ style }: HTMLElement): void {
  style.position = 'absolute'
  style.width = '1px'
  style.height = '1px'
  style.margin = '-1px'
  style.overflow = 'hidden'
  style.clipPath = 'inset(50%)'
  style.whiteSpace = 'nowrap'
}
