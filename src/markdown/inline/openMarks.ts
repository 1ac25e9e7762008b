import type { MarkdownIt, StateInline } from 'markdown-it'
import { SINGLE_TILDE } from './strikethrough.ts'

/** The beginning of a link destination and title, or of a label. */
const OPEN_DESTINATION = /^(?:\(\s*(?:<[^>\n]*|[^\s<]*)(?:\s+(?:["'(].*)?)?|\[[^\]]*)?$/s

/** Returns whether the text may still grow. The caller of the parser sets it in `env`. */
export const isOpenText = ({ env }: StateInline): boolean => env['isOpen'] === true

/**
 * Closes marks without an end at the end of an open text, so that the page never shows a mark that will disappear:
 * `**bo` is bold before its closing mark arrives.
 */
export function openMarks(markdown: MarkdownIt): void {
  const { ruler, ruler2 } = markdown.inline
  ruler.before('backticks', 'open code', openCode)
  ruler.after('image', 'open link', openLink)
  ruler2.after('balance_pairs', 'open emphasis', openEmphasis)
}

function openCode(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  if (src[pos] !== '`' || !isOpenText(state)) return false
  const [mark = ''] = /^`+/.exec(src.slice(pos, posMax)) ?? []
  const content = src.slice(pos + mark.length, posMax)
  const hasEnd = new RegExp(`(?<!\`)${mark}(?!\`)`).test(content)
  if (hasEnd || content.trim() === '') return false
  if (!silent) state.push('code_inline', 'code', 0).content = content.replaceAll('\n', ' ')
  state.pos = posMax
  return true
}

/** Shows the text of a link whose URL has not arrived yet, and hides an incomplete image. */
function openLink(state: StateInline, silent: boolean): boolean {
  const { src, pos, posMax } = state
  if (silent || !isOpenText(state)) return false
  const isImage = src.startsWith('![', pos)
  if (!isImage && src[pos] !== '[') return false
  const start = isImage ? pos + 2 : pos + 1
  const end = state.md.helpers.parseLinkLabel(state, start - 1)
  if (end >= 0 && !OPEN_DESTINATION.test(src.slice(end + 1, posMax))) return false
  if (!isImage) {
    state.pos = start
    state.posMax = end < 0 ? posMax : end
    state.md.inline.tokenize(state)
  }
  state.pos = state.posMax = posMax
  return true
}

/** Closes open marks in reverse order. Skips marks between a matched pair: closing them would overlap the pair. */
function openEmphasis(state: StateInline): void {
  if (!isOpenText(state)) return
  const { delimiters } = state
  const opened: number[] = []
  let endOfPair = -1
  for (const [index, { open, end, marker }] of delimiters.entries()) {
    if (open && end < 0 && index > endOfPair && marker !== SINGLE_TILDE) opened.push(index)
    endOfPair = Math.max(endOfPair, end)
  }
  for (const index of opened.reverse()) {
    const opener = delimiters[index]
    if (opener === undefined) continue
    state.push('text', '', 0)
    opener.end = delimiters.length
    const token = state.tokens.length - 1
    delimiters.push({ marker: opener.marker, token, end: -1, open: false, close: true })
  }
}
