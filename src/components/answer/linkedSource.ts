import type { SourcePart } from '../../core/index.ts'
import { safeHref } from '../../markdown/internal.ts'

/** A source prepared for display: `href` only if the link is safe to follow, and the host to show. */
export interface LinkedSource {
  readonly title: string
  readonly href: string | undefined
  readonly host: string
}

/** Most UTF-16 units of a title that are shown. A server may send any length, and layout takes time. */
const MAX_LENGTH = 500

/** Prepares a source for display. A source without a title is named by its URL. */
export function linkedSource({ url, title = '' }: SourcePart): LinkedSource {
  // A URL without a protocol would be relative to this app.
  const href = URL.canParse(url) ? safeHref(url) : undefined
  const { host, pathname } = new URL(href ?? 'https://page.invalid/')
  const name = title.slice(0, MAX_LENGTH).trim()
  if (href === undefined) return { title: name || url.slice(0, MAX_LENGTH), href, host: '' }
  const path = `${host}${pathname}`.slice(0, MAX_LENGTH)
  return { title: name || decodeForDisplay(path), href, host }
}

/** Decodes percent-encoded characters, unless the encoding is invalid. */
function decodeForDisplay(url: string): string {
  try {
    return decodeURI(url).replace(/\/$/, '')
  } catch {
    return url
  }
}
