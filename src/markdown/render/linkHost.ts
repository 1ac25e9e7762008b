import { remembered } from '../remembered.ts'

/** No page lies there: an address that comes to it is one within the site. */
const PAGE = 'https://page.invalid/'

/** An address as its readers know it, in letters that all go the same way. */
const ADDRESS = /^(?:https?:\/\/|mailto:)?([^/?#]*)(?:[/?#][\x21-\x7e\p{Script=Han}]*)?$/iu

const SITE = new URL(PAGE).host

/** Where a link leads, as its readers know it: a host, or who gets a letter; empty within the site. */
const targetOf = remembered((href) => {
  const { protocol, host, pathname } = new URL(href, PAGE)
  const target = protocol === 'mailto:' ? pathname : host
  return target === SITE ? '' : target
})

/**
 * Whose page a link opens, or to whom a letter goes, where its own text does not begin with just that: for those
 * whose browser does not show it. Empty where there is nothing to say.
 *
 * It is what browsers go to, in ASCII: letters that look like others stand as `xn--`, and a name in front of an
 * `@`, which is no host, is not there.
 *
 * @param href an address that may be followed
 * @param text what is shown of the link
 * @see https://url.spec.whatwg.org/#concept-url-host
 */
export function linkHost(href: string, text: string): string {
  const target = targetOf(href)
  const [, told] = ADDRESS.exec(text) ?? []
  return told?.toLowerCase() === target.toLowerCase() ? '' : target
}
