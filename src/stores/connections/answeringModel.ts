import { asText, parseObject, valueAt } from '../../core/internal.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../core/index.ts'

/** Number of records to search: a server that has not named its model by then does not name it at all. */
const LATEST = 5
/** Paths of the model's name in the supported formats. */
const PLACES = ['model', 'message.model', 'response.model', 'modelVersion']

/** Returns a usage event with the name of the model that answers, once per answer. It is found in the first records. */
export function answeringModel(record: StreamRecord, state: DialectState): readonly StreamEvent[] {
  const seen = Number(state['modelLookups'] ?? 0)
  if (seen >= LATEST) return []
  const payload = parseObject(record.data)
  const model = PLACES.map((place) => asText(valueAt(payload, place))).find(Boolean)
  state['modelLookups'] = model === undefined ? seen + 1 : LATEST
  return model === undefined ? [] : [{ type: 'usage', usage: { model } }]
}
