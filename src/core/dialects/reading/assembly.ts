import { asText } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'
import { correct, delta, type TextKind } from './deltas.ts'

/**
 * Adds to a text, of which a server may say blocks, or all, once more as a whole: what the pieces lost,
 * that brings.
 *
 * @param block which part of the texts this is; undefined where none is ever said again, or for all of it
 */
export function assemble(
  kind: TextKind,
  text: string,
  block: string | undefined,
  isWhole: boolean,
  state: DialectState,
): readonly StreamEvent[] {
  if (!isWhole && block === undefined) return delta(kind, text)
  const key = block ?? kind
  const all = asText(state[kind]) ?? ''
  const known = asText(state[key]) ?? ''
  if (!isWhole) {
    // Not compared with what is there, by which each piece would cost as much as all before it.
    Object.assign(state, { [kind]: all + text, [key]: known + text })
    return delta(kind, text)
  }
  // A block behind which others stand already waits for the whole of the answer.
  if (!all.endsWith(known)) return []
  Object.assign(state, { [kind]: all.slice(0, all.length - known.length) + text, [key]: text })
  return correct(kind, known, text)
}
