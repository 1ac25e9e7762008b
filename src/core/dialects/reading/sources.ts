import { asText, isObject, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'

/** Most sources to report, as a message keeps no more; the others are counted. */
const MAX_SOURCES = 1000
/** Most URLs to remember. A source beyond them may be counted several times. */
const MAX_KNOWN = 100_000

/**
 * Returns an event for each source that was not reported before, as answers cite a source several times.
 *
 * @param sources URLs, or objects with `url`, `uri` or `link`, and `title`
 */
export function readSources(sources: unknown, state: DialectState): readonly StreamEvent[] {
  state['sources'] ??= new Set()
  // Only this function writes this note.
  const known = state['sources'] as Set<string>
  const events: StreamEvent[] = []
  let count = 0
  for (const each of Array.isArray(sources) ? sources : []) {
    const fields: JsonObject = isObject(each) ? each : { url: each }
    const { url, uri = url, link = uri, title } = fields
    const sourceUrl = asText(link)
    if (!sourceUrl || known.has(sourceUrl)) continue
    if (known.size < MAX_SOURCES) {
      events.push({ type: 'source', url: sourceUrl, title: asText(title) })
    } else count += 1
    if (known.size < MAX_KNOWN) known.add(sourceUrl)
  }
  return count ? [...events, { type: 'omitted', part: 'source', count }] : events
}
