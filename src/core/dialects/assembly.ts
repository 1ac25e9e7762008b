import { asText } from '../json.ts'
import type { DialectState, StreamEvent } from '../types.ts'
import { correct, delta, type TextKind } from './deltas.ts'

/**
 * Adds to a text that a server may say again as a whole: what its pieces lost, that brings.
 *
 * @param block which part of the texts this is a piece of; the answer's text of this kind has the name of it
 * @param isWhole it is all of its block
 */
export function assemble(
  kind: TextKind,
  text: string,
  block: string,
  isWhole: boolean,
  state: DialectState,
): readonly StreamEvent[] {
  const all = asText(state[kind]) ?? ''
  const known = asText(state[block]) ?? ''
  if (!isWhole) {
    // Not compared with what is there, by which each piece would cost as much as all before it.
    state[kind] = all + text
    state[block] = known + text
    return delta(kind, text)
  }
  // A block behind which others stand already waits for the whole of the answer.
  if (!all.endsWith(known)) return []
  state[kind] = all.slice(0, all.length - known.length) + text
  state[block] = text
  return correct(kind, known, text)
}
