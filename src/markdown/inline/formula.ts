import type { StateInline } from 'markdown-it'
import { isOpenText } from './openMarks.ts'

const MARKS = [
  { opening: '\\(', end: '\\)', display: false },
  { opening: '\\[', end: '\\]', display: true },
  { opening: '$$', end: '$$', display: true },
  { opening: '$', end: '$', display: false },
] as const

const DOLLAR = 0x24
const BACKSLASH = 0x5c

/** How far a formula is searched for a letter or a digit. */
const LOOKED_AT = 1000

/** Where each text has its next end marks, by the mark: they were looked for behind `from`, and found `at`. */
const ends = new WeakMap<StateInline, Map<string, { from: number; at: number }>>()

/** What an amount of money does not look like, in a formula that has no end yet. */
const LOOKS_LIKE_TEX = /[\\^_{=]|^[A-Za-z]$/

/** An amount and words behind it: `$5 for me, 10$ for you`, `$5，你呢`. */
const MONEY =
  /^\d[\d.,]*[kKmMbB]?(?:\s+[^\s\d\\]{2,}|\s*[,;:–—-]\s|\s*[\p{Script=Han}，。；：、！？（）])/u

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
  // Most of the characters that may mean something mean something else.
  const first = src.charCodeAt(pos)
  if (first !== DOLLAR && first !== BACKSLASH) return false
  const marks = MARKS.find(({ opening }) => src.startsWith(opening, pos))
  if (marks === undefined) return false
  const { opening, end, display } = marks
  const from = pos + opening.length
  if (opening === '$' && !mayOpen(src, pos)) return false
  const to = opening === '$' ? closingDollar(src, from, posMax) : nextEnd(state, end, from)
  const isClosed = to >= 0 && to + end.length <= posMax
  const tex = src.slice(from, isClosed ? to : posMax)
  if (!isClosed && (!isOpenText(state) || !mayBeOpen(opening, tex))) return false
  // Empty brackets, and punctuation between escaped ones, are no formulas.
  if (!/[\p{L}\p{N}]/u.test(tex.slice(0, LOOKED_AT))) return false
  if (!silent) state.push(display ? 'display_formula' : 'formula', '', 0).content = tex
  state.pos = isClosed ? to + end.length : posMax
  return true
}

/**
 * Returns where the next end mark is; -1 if there is none. Remembers it: with thousands of marks that open and none
 * that ends them, searching the rest of the text for each would take the square of its length.
 */
function nextEnd(state: StateInline, end: string, from: number): number {
  const known = ends.get(state) ?? new Map<string, { from: number; at: number }>()
  ends.set(state, known)
  const last = known.get(end)
  if (last !== undefined && last.from <= from && (last.at < 0 || last.at >= from)) return last.at
  const at = state.src.indexOf(end, from)
  known.set(end, { from, at })
  return at
}

/** Whether what has no end yet is a formula. Where a dollar stands in it, the first one was money. */
function mayBeOpen(opening: string, tex: string): boolean {
  if (opening === '\\(') return true
  if (opening === '$' && (MONEY.test(tex) || /(?<!\\)\$/.test(tex))) return false
  return LOOKS_LIKE_TEX.test(tex.trim())
}

const mayOpen = (src: string, pos: number) =>
  !/[A-Za-z0-9$\\]/.test(src.charAt(pos - 1)) && !/[\s$]/.test(src.charAt(pos + 1))

/** Where the dollar stands that closes a formula; -1 where there is none. */
function closingDollar(src: string, from: number, posMax: number): number {
  for (let at = from; at < posMax; at++) {
    if (src[at] === '\\') at++
    else if (src[at] === '$') {
      const closes = !/\s/.test(src.charAt(at - 1)) && !/[\d$]/.test(src.charAt(at + 1))
      return closes && !MONEY.test(src.slice(from, at)) ? at : -1
    }
  }
  return -1
}
