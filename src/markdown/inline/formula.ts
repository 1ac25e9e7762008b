import type { StateInline } from 'markdown-it'

const MARKS = [
  { opening: '\\(', end: '\\)', display: false },
  { opening: '\\[', end: '\\]', display: true },
  { opening: '$$', end: '$$', display: true },
  { opening: '$', end: '$', display: false },
] as const

/** An amount and words behind it: `$5 for me, 10$ for you`. */
const MONEY = /^\d[\d.,]*[kKmMbB]?(?:\s+[^\s\d\\]{2,}|\s*[,;:–—-]\s)/

/**
 * `\(…\)`, `\[…\]`, `$$…$$` and `$…$`: a token of type `formula` or `display_formula`, whose content is the
 * TeX.
 *
 * A single dollar is mostly money. It opens a formula only in front of something, not behind a letter or a
 * digit, and closes it only behind something and not in front of a digit, as Pandoc has it.
 *
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function formula(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  const marks = MARKS.find(({ opening }) => src.startsWith(opening, pos))
  if (marks === undefined) return false
  const { opening, end, display } = marks
  const from = pos + opening.length
  const to = opening === '$' ? closingDollar(src, pos, posMax) : src.indexOf(end, from)
  if (to === undefined || to < 0 || to + end.length > posMax) return false
  const tex = src.slice(from, to)
  // Empty brackets, and punctuation between escaped ones, are no formulas.
  if (!/[\p{L}\p{N}]/u.test(tex)) return false
  if (!silent) state.push(display ? 'display_formula' : 'formula', '', 0).content = tex
  state.pos = to + end.length
  return true
}

function closingDollar(src: string, pos: number, posMax: number): number | undefined {
  if (/[A-Za-z0-9$\\]/.test(src.charAt(pos - 1)) || /[\s$]/.test(src.charAt(pos + 1)))
    return undefined
  for (let at = pos + 1; at < posMax; at++) {
    if (src[at] === '\\') at++
    else if (src[at] === '\n' && src[at + 1] === '\n') return undefined
    else if (src[at] === '$') {
      const closes = !/\s/.test(src.charAt(at - 1)) && !/[\d$]/.test(src.charAt(at + 1))
      return closes && !MONEY.test(src.slice(pos + 1, at)) ? at : undefined
    }
  }
  return undefined
}
