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
  const payload = parseObject(data)
  if (!payload && isDoneMark(data)) return END
  const { content = '', reasoning = '', error, code, reason } = payload ?? {}
  if (!isMessage) return error || code || reason === 'error' ? undefined : readEnd(payload ?? {})
  if (!payload || typeof content !== 'string' || typeof reasoning !== 'string') return undefined
  const hasContent = 'content' in payload
  const others = Object.keys(payload).length - Number(hasContent) - Number('reasoning' in payload)
  // An empty reasoning alone does not identify the format.
  if (others > 0 || ('reasoning' in payload && !reasoning && !hasContent)) return undefined
  const events: StreamEvent[] = []
  if (reasoning) events.push({ type: 'reasoning-delta', text: reasoning })
  if (content) events.push({ type: 'text-delta', text: content })
  return events
}
