import type { AnnounceOptions } from '../../markdown/announcing/createAnnouncer.ts'
import { announcerKey } from '../../markdown/announcing/useAnnouncer.ts'

/** Records everything that components announce, in order. Assertive texts begin with an exclamation mark. */
export function recordAnnouncements() {
  const spoken: string[] = []
  const announce = (text: string, { assertive = false }: AnnounceOptions = {}) =>
    void spoken.push(assertive ? `!${text}` : text)
  return { spoken, provide: { [announcerKey as symbol]: announce } }
}
