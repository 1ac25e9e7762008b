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

/** How many characters of a formula are searched for a letter or a digit. */
const SEARCHED_LENGTH = 1000

/** The last search for each end mark, per text: it started at `from` and found the mark at `at`. */
const ends = new WeakMap<StateInline, Map<string, { from: number; at: number }>>()

/** Characters that distinguish an incomplete formula from an amount of money. */
const LOOKS_LIKE_TEX = /[\\^_{=]|^[A-Za-z]$/

/** An amount of money followed by prose: `$5 for me, 10$ for you`, `$5，你呢`. */
const MONEY =
  /^\d[\d.,]*[kKmMbB]?(?:\s+[^\s\d\\]{2,}|\s*[,;:–—-]\s|\s*[\p{Script=Han}，。；：、！？（）])/u

/**
 * Parses `\(…\)`, `\[…\]`, `$$…$$` and `$…$` to a token of type `formula` or `display_formula`, whose content is the
 * TeX.
 *
 * A single dollar usually means money. As in Pandoc, it opens a formula only before a non-space character and not
 * after a letter or a digit, and closes it only after a non-space character and not before a digit.
 *
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function formula(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  // Return early: this rule is called for every special character.
  const first = src.charCodeAt(pos)
  if (first !== DOLLAR && first !== BACKSLASH) return false
  const marks = MARKS.find(({ opening }) => src.startsWith(opening, pos))
  if (marks === undefined) return false
  const { opening, end, display } = marks
  const from = pos + opening.length
  if (opening === '$' && !mayOpen(src, pos)) return false
  const to = opening === '$' ? findClosingDollar(src, from, posMax) : findEnd(state, end, from)
  const isClosed = to >= 0 && to + end.length <= posMax
  const tex = src.slice(from, isClosed ? to : posMax)
  if (!isClosed && (!isOpenText(state) || !mayBeOpen(opening, tex))) return false
  // Empty brackets are not a formula, and neither is punctuation between escaped brackets.
  if (!/[\p{L}\p{N}]/u.test(tex.slice(0, SEARCHED_LENGTH))) return false
  if (!silent) state.push(display ? 'display_formula' : 'formula', '', 0).content = tex
  state.pos = isClosed ? to + end.length : posMax
  return true
}

/**
 * Returns the index of the next end mark; -1 if there is none. The result is cached: a text with thousands of opening
 * marks and no end mark would otherwise take quadratic time.
 */
function findEnd(state: StateInline, end: string, from: number): number {
  const known = ends.get(state) ?? new Map<string, { from: number; at: number }>()
  ends.set(state, known)
  const last = known.get(end)
  if (last !== undefined && last.from <= from && (last.at < 0 || last.at >= from)) return last.at
  const at = state.src.indexOf(end, from)
  known.set(end, { from, at })
  return at
}

/**
 * Returns whether a text without an end mark may be a formula. If it contains another dollar, the first one was money.
 */
function mayBeOpen(opening: string, tex: string): boolean {
  if (opening === '\\(') return true
  if (opening === '$' && (MONEY.test(tex) || /(?<!\\)\$/.test(tex))) return false
  return LOOKS_LIKE_TEX.test(tex.trim())
}

const mayOpen = (src: string, pos: number) =>
  !/[A-Za-z0-9$\\]/.test(src.charAt(pos - 1)) && !/[\s$]/.test(src.charAt(pos + 1))

/** Returns the index of the dollar that closes a formula; -1 if there is none. */
function findClosingDollar(src: string, from: number, posMax: number): number {
  for (let at = from; at < posMax; at++) {
    if (src[at] === '\\') at++
    else if (src[at] === '$') {
      const closes = !/\s/.test(src.charAt(at - 1)) && !/[\d$]/.test(src.charAt(at + 1))
      return closes && !MONEY.test(src.slice(from, at)) ? at : -1
    }
  }
  return -1
}
