import { asObjects, asText, type JsonObject } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'

/**
 * Returns an event for each source that was not reported before, as answers cite a source several times.
 *
 * @param sources objects with `url` or `uri`, and `title`
 */
export function readSources(sources: unknown, state: DialectState): readonly StreamEvent[] {
  return asObjects(sources).flatMap((each) => readSource(each, state))
}

function readSource(
  { url, uri = url, title }: JsonObject,
  state: DialectState,
): readonly StreamEvent[] {
  const sourceUrl = asText(uri)
  const noteName = `source ${sourceUrl}`
  if (!sourceUrl || state[noteName]) return []
  state[noteName] = true
  return [{ type: 'source', url: sourceUrl, title: asText(title) }]
}
