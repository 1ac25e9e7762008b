import { memoize } from '../memoize.ts'

/** A base URL that no page has: a link that resolves to its host is relative, so it leads within the site. */
const BASE_URL = 'https://page.invalid/'

/** A URL as users know it. The path allows only characters that are written from left to right. */
const VISIBLE_URL = /^(?:https?:\/\/|mailto:)?([^/?#]*)(?:[/?#][\x21-\x7e\p{Script=Han}]*)?$/iu

const SITE_HOST = new URL(BASE_URL).host

/** Returns the target of a link: its host, or the recipient of an email; empty within the site. */
const getTarget = memoize((href) => {
  const { protocol, host, pathname } = new URL(href, BASE_URL)
  const target = protocol === 'mailto:' ? pathname : host
  return target === SITE_HOST ? '' : target
})

/**
 * Returns the host that a link opens, or the recipient of its email, for users whose browser doesn't show the target
 * of a link. Returns an empty string if the link's text already starts with exactly that target, or if the link leads
 * within the site.
 *
 * The host is the one that browsers open, in ASCII: lookalike letters appear as `xn--`, and a user name before an `@`
 * is left out, because it is not part of the host.
 *
 * @param href a URL that the user may follow
 * @param text the visible text of the link
 * @see https://url.spec.whatwg.org/#concept-url-host
 */
export function linkHost(href: string, text: string): string {
  const target = getTarget(href)
  const [, shownTarget] = VISIBLE_URL.exec(text) ?? []
  return shownTarget?.toLowerCase() === target.toLowerCase() ? '' : target
}
