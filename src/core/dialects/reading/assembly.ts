import { asText } from '../../json.ts'
import type { DialectState, StreamEvent } from '../../types.ts'
import { correct, delta, type TextKind } from './deltas.ts'

/**
 * Adds a piece to a text. A server may repeat blocks of the text, or all of it, as a whole: that restores
 * any pieces that were lost.
 *
 * @param block identifies the part of the text that the server may repeat; undefined if it repeats none, or
 *   repeats all of the text
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
  const answerSoFar = asText(state[kind]) ?? ''
  const blockSoFar = asText(state[key]) ?? ''
  if (!isWhole) {
    // Don't compare with the text so far: each piece would cost as much as all pieces before it.
    Object.assign(state, { [kind]: answerSoFar + text, [key]: blockSoFar + text })
    return delta(kind, text)
  }
  // If other blocks follow already, this one can only be corrected with the whole answer.
  if (!answerSoFar.endsWith(blockSoFar)) return []
  Object.assign(state, {
    [kind]: answerSoFar.slice(0, answerSoFar.length - blockSoFar.length) + text,
    [key]: text,
  })
  return correct(kind, blockSoFar, text)
}
