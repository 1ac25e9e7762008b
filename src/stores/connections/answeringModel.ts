import { asText, parseObject, valueAt } from '../../core/internal.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../core/index.ts'

/** By then a server has told its model's name, or it does not. */
const LATEST = 5
/** Where formats have it. */
const PLACES = ['model', 'message.model', 'response.model', 'modelVersion']

/** The model that answers, as the first records of an answer tell: told once. */
export function answeringModel(record: StreamRecord, state: DialectState): readonly StreamEvent[] {
  const seen = Number(state['modelLookups'] ?? 0)
  if (seen >= LATEST) return []
  const payload = parseObject(record.data)
  const model = PLACES.map((place) => asText(valueAt(payload, place))).find(Boolean)
  state['modelLookups'] = model === undefined ? seen + 1 : LATEST
  return model === undefined ? [] : [{ type: 'usage', usage: { model } }]
}
