import type { SourcePart } from '../../core/index.ts'
import { safeHref } from '../../markdown/internal.ts'

/** A source as it is shown: an address only where it may be followed, and whose it is. */
export interface LinkedSource {
  readonly title: string
  readonly href: string | undefined
  readonly host: string
}

export function linkedSource({ url, title = '' }: SourcePart): LinkedSource {
  // What has no protocol of its own would lead into this app.
  const href = URL.canParse(url) ? safeHref(url) : undefined
  const { host, pathname } = new URL(href ?? 'https://page.invalid/')
  if (href === undefined) return { title: title.trim() || url, href, host: '' }
  return { title: title.trim() || decoded(`${host}${pathname}`), href, host }
}

/** As people write it, where it was written so that it can be. */
function decoded(address: string): string {
  try {
    return decodeURI(address).replace(/\/$/, '')
  } catch {
    return address
  }
}
