import { memoize } from '../memoize.ts'

/** Protocols that a link may use: it may open a page, or start an email. */
const ALLOWED_PROTOCOLS = ['http:', 'https:', 'mailto:']

/** One base URL per protocol. The host doesn't matter: only the resolved URLs are compared. */
const BASE_URLS = ['https://page.invalid/', 'http://page.invalid/'] as const

/**
 * Returns the URL of a link if the user may follow it, or else undefined. It parses the URL as browsers do, so that
 * white space, entities or capitals cannot hide a protocol. A URL that leads to another host from an `https:` page
 * than from an `http:` page, such as `http:a.example`, is refused: the host shown for it would be wrong on one of them.
 *
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export const safeHref = memoize((href): string | undefined => {
  try {
    const [url, other] = [new URL(href, BASE_URLS[0]), new URL(href, BASE_URLS[1])]
    return ALLOWED_PROTOCOLS.includes(url.protocol) && url.host === other.host ? href : undefined
  } catch {
    return undefined
  }
})
