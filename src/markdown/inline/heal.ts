import remend from 'remend'

/** Blocks are known here already, and raw HTML is text: what is left are the marks inside a block. */
const OPTIONS = {
  linkMode: 'text-only',
  images: false,
  setextHeadings: false,
  comparisonOperators: false,
  htmlTags: false,
  katex: false,
} as const

/** A beginning whose next character tells what it is. */
const UNDECIDED_END = /(?:\\|!?\[\^?|(?<![\p{L}\p{N}])!|[*_~`$]+|&[#\w]{1,31}|<[^\s<>]{0,200})$/u
/** Of a picture there is nothing to show before all of its address is there. */
const OPEN_IMAGE = /!\[[^[\]]*(?:\](?:\([^()]*)?)?$/
/** The text of a link whose address is still to come. */
const LINK_TEXT = /\[([^[\]]*)\]$/

/** Emphasis in a text without spaces, which remend takes for a star inside a word. */
const OPEN_STARS = /[\p{L}\p{P}](?<![*\\])(\*{1,2})(?=[\p{L}\p{N}])[^*]*$/u
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const OPEN_BRACKET = /\\([([])(?:(?!\\[)\]])[^])*$/
const OPEN_DOLLARS = /(?:^|[^\\$])(\$\$?)([^$]*)$/
/** What an amount of money does not look like. */
const TEX = /[\\^_{=]|^[A-Za-z]$/

/**
 * The source of a growing block with its open marks closed, so that nobody sees marks which are going to
 * vanish: `**bo` is bold before its end is there.
 */
export function heal(text: string): string {
  const decided = text.replace(UNDECIDED_END, '').replace(OPEN_IMAGE, '').replace(LINK_TEXT, '$1')
  return closeStars(remend(closeFormula(decided), OPTIONS))
}

function closeStars(text: string): string {
  const [open = '', stars = ''] = OPEN_STARS.exec(text) ?? []
  const isBalanced = (text.split(stars).length - 1) % 2 === 0
  return stars === '' || isBalanced || !IDEOGRAPH.test(open) ? text : text + stars
}

function closeFormula(text: string): string {
  const [, bracket] = OPEN_BRACKET.exec(text) ?? []
  if (bracket !== undefined) return text + (bracket === '(' ? '\\)' : '\\]')
  const [, dollars, tex = ''] = OPEN_DOLLARS.exec(text) ?? []
  if (dollars === undefined || !TEX.test(tex.trim())) return text
  const isOpen = text.split(dollars).length % 2 === 0
  return isOpen ? text.trimEnd() + dollars : text
}
