import { toText } from '../../json.ts'
import type { StreamEvent } from '../../types.ts'

/** The kinds of text in an answer, in reading order if one payload has several. */
export const TEXT_KINDS = ['reasoning', 'text', 'refusal'] as const

export type TextKind = (typeof TEXT_KINDS)[number]

/** Returns the delta event for the next piece of a text; no event if it is empty, or not a string or number. */
export function delta(kind: TextKind, value: unknown): readonly StreamEvent[] {
  const text = toText(value)
  return text ? [{ type: `${kind}-delta`, text }] : []
}

/** Returns the events that turn the text `shown` into `whole`: a delta with the rest, or a correction. */
export function correct(kind: TextKind, shown: string, whole: string): readonly StreamEvent[] {
  if (whole.startsWith(shown)) return delta(kind, whole.slice(shown.length))
  return [{ type: 'correction', of: kind, replaced: shown.length, text: whole }]
}
