import { parseObject } from '../../jsonText.ts'
import type { DialectState, StreamEvent, StreamRecord } from '../../types.ts'
import { END, isDoneMark, readEnd } from './ends.ts'

/** The last record that was read, so that `prepare` and `decode` parse it only once. */
interface LastRecord {
  readonly record: StreamRecord
  readonly events: readonly StreamEvent[] | undefined
}

/**
 * Reads the plainest records, of which most answers consist: `{"content":"…"}`, `{"reasoning":"…"}`, `{}`,
 * and the ends. Their events are the same in each dialect that reads them.
 *
 * @returns undefined for any other record: reading it needs code that is loaded then
 */
export function readPlainRecord(
  record: StreamRecord,
  state: DialectState,
): readonly StreamEvent[] | undefined {
  // Only this function writes this note.
  let last = state['last'] as LastRecord | undefined
  if (last?.record !== record) state['last'] = last = { record, events: read(record) }
  return last.events
}

function read({ event, data }: StreamRecord): readonly StreamEvent[] | undefined {
  const isMessage = event === 'message'
  if (!isMessage && !/^(close|done|end|complete)$/.test(event)) return undefined
  if (isDoneMark(data)) return END
  const payload = parseObject(data)
  const { content = '', reasoning = '', error, code, reason } = payload ?? {}
  if (!isMessage) return error || code || reason === 'error' ? undefined : readEnd(payload ?? {})
  // An empty reasoning alone does not identify the format.
  const isPlain = ([name, value]: [string, unknown]) =>
    (name === 'content' || (name === 'reasoning' && (value || content))) &&
    typeof value === 'string'
  return payload && Object.entries(payload).every(isPlain)
    ? [...delta('reasoning', reasoning), ...delta('text', content)]
    : undefined
}

function delta(kind: 'text' | 'reasoning', text: unknown): readonly StreamEvent[] {
  return text ? [{ type: `${kind}-delta`, text: String(text) }] : []
}
