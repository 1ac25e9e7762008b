import MarkdownParser, { type MarkdownIt, type StateCore } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { memoize } from '../memoize.ts'
import { footnoteReference } from './footnoteReference.ts'
import { formula } from './formula.ts'
import { openMarks } from './openMarks.ts'
import { strikethrough } from './strikethrough.ts'

export interface InlineParserOptions {
  /**
   * Whether plain URLs that begin with `http://`, `https://` or `mailto:` become links.
   *
   * @default true
   */
  autolinks?: boolean
}

/** The beginning of a plain URL. URLs inside `](…)` and `<…>` are excluded. */
const PLAIN_URL = /(?<!\]\(|<)(?:https?:\/\/|mailto:)/i

/** Enables the linkifier only for texts with a URL, because its regular expressions are expensive. */
const enableLinkifier = ({ md, src }: StateCore) => {
  md.options.linkify = PLAIN_URL.test(src)
}

/**
 * Creates the parser for the text inside a block: markdown-it without raw HTML, which is shown as text instead.
 * It accepts links with any URL: the renderer decides which ones the user may follow.
 */
export function createInlineParser({ autolinks = true }: InlineParserOptions = {}): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, linkify: autolinks })
  markdown.core.ruler.enableOnly(['block', 'inline', 'linkify', 'text_join'])
  markdown.validateLink = () => true
  markdown.normalizeLink = memoize(markdown.normalizeLink)
  const { linkify } = markdown
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  for (const scheme of ['ftp:', '//']) linkify.add(scheme, null)
  if (autolinks) markdown.core.ruler.before('inline', 'enable linkifier', enableLinkifier)
  markdown.use(cjkFriendly)
  markdown.use(strikethrough)
  markdown.inline.ruler.before('escape', 'formula', formula)
  markdown.inline.ruler.before('link', 'footnote reference', footnoteReference)
  markdown.use(openMarks)
  return markdown
}
