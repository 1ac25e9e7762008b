import type { Delimiter, MarkdownIt, StateInline, Token } from 'markdown-it'

const TILDE = 0x7e
/** Marker of a single tilde. It differs from that of two tildes, because each closes only its own kind. */
export const SINGLE_TILDE = -TILDE

/**
 * Parses one or two tildes around text, as in GFM; markdown-it supports only two. A single tilde inside a word or
 * between numbers (`5~10`) is text.
 *
 * @see https://github.github.com/gfm/#strikethrough-extension-
 */
export function strikethrough(markdown: MarkdownIt): void {
  markdown.inline.ruler.at('strikethrough', scan)
  markdown.inline.ruler2.at('strikethrough', ({ tokens, delimiters, tokens_meta }) => {
    mark(tokens, delimiters)
    for (const meta of tokens_meta) if (meta?.delimiters) mark(tokens, meta.delimiters)
  })
}

function scan(state: StateInline, silent: boolean): boolean {
  if (state.src.charCodeAt(state.pos) !== TILDE || silent) return false
  const { can_open, can_close, length } = state.scanDelims(state.pos, true)
  const token = state.push('text', '', 0)
  token.content = '~'.repeat(length)
  state.pos += length
  const isInsideWord = length === 1 && can_open && can_close
  if (length > 2 || isInsideWord) return true
  state.delimiters.push({
    marker: length === 1 ? SINGLE_TILDE : TILDE,
    length: 0,
    token: state.tokens.length - 1,
    end: -1,
    open: can_open,
    close: can_close,
  })
  return true
}

function mark(tokens: Token[], delimiters: readonly Delimiter[]): void {
  for (const delimiter of delimiters) {
    const { marker, end } = delimiter
    const closing = delimiters[end]
    if ((marker !== TILDE && marker !== SINGLE_TILDE) || closing === undefined) continue
    setToken(tokens[delimiter.token], 'del_open', 1)
    setToken(tokens[closing.token], 'del_close', -1)
  }
}

function setToken(token: Token | undefined, type: string, nesting: Token['nesting']): void {
  if (token === undefined) return
  Object.assign(token, { type, tag: 'del', nesting, content: '' })
}
