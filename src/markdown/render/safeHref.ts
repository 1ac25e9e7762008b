import { remembered } from '../remembered.ts'

/** What a link of a document may do: open a page, or begin a letter. */
const ALLOWED_PROTOCOLS = ['http:', 'https:', 'mailto:']

/** Any page will do, of either protocol: only what an address comes to is looked at. */
const PAGES = ['https://page.invalid/', 'http://page.invalid/'] as const

/**
 * The address of a link, if it may be followed. It is judged as browsers read it, so that neither white space
 * nor entities nor capitals hide a protocol. One that leads elsewhere from `https:` than from `http:`, such as
 * `http:a.example`, leads nowhere: what is told of it would be wrong for some.
 *
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export const safeHref = remembered((href): string | undefined => {
  try {
    const [url, other] = [new URL(href, PAGES[0]), new URL(href, PAGES[1])]
    return ALLOWED_PROTOCOLS.includes(url.protocol) && url.host === other.host ? href : undefined
  } catch {
    return undefined
  }
})
