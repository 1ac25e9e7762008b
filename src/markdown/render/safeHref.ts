import { remembered } from '../remembered.ts'

/** What a link of a document may do: open a page, or begin a letter. */
const ALLOWED_PROTOCOLS = ['http:', 'https:', 'mailto:']

/** Any page will do: only the protocol that an address comes to is looked at. */
const PAGE = 'https://page.invalid/'

/**
 * The address of a link, if it may be followed. It is judged as browsers read it, so that neither white space
 * nor entities nor capitals hide a protocol.
 *
 * @see https://url.spec.whatwg.org/#concept-basic-url-parser
 */
export const safeHref = remembered((href): string | undefined => {
  let url: URL
  try {
    url = new URL(href, PAGE)
  } catch {
    return undefined
  }
  return ALLOWED_PROTOCOLS.includes(url.protocol) ? href : undefined
})
