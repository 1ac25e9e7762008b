import { asText } from '../../json.ts'
import type { StreamEvent } from '../../types.ts'

/** The kinds of text that an answer is made of, in the order in which one payload may have them. */
export const TEXT_KINDS = ['reasoning', 'text', 'refusal'] as const

export type TextKind = (typeof TEXT_KINDS)[number]

/** The next piece of a text; nothing where a payload has none. */
export function delta(kind: TextKind, value: unknown): readonly StreamEvent[] {
  const text = asText(value)
  return text ? [{ type: `${kind}-delta`, text }] : []
}

/** What has to follow on `shown` so that it reads `whole`: the rest of it, or a correction. */
export function correct(kind: TextKind, shown: string, whole: string): readonly StreamEvent[] {
  if (whole.startsWith(shown)) return delta(kind, whole.slice(shown.length))
  return [{ type: 'correction', of: kind, replaced: shown.length, text: whole }]
}
