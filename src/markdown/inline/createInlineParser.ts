import MarkdownParser, { type MarkdownIt } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { footnoteReference } from './footnoteReference.ts'
import { formula } from './formula.ts'
import { openMarks } from './openMarks.ts'
import { strikethrough } from './strikethrough.ts'

export interface InlineParserOptions {
  /**
   * Whether addresses that begin with `http://`, `https://` or `mailto:` are links without any marks.
   *
   * @default true
   */
  autolinks?: boolean
}

/**
 * The parser for what stands inside a block: markdown-it, without raw HTML, whose source is text instead.
 * Links keep any address here: what may be followed is decided where they are drawn.
 */
export function createInlineParser({ autolinks = true }: InlineParserOptions = {}): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, linkify: autolinks })
  markdown.validateLink = () => true
  const { linkify } = markdown
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  for (const scheme of ['ftp:', '//']) linkify.add(scheme, null)
  markdown.use(cjkFriendly)
  markdown.use(strikethrough)
  markdown.inline.ruler.before('escape', 'formula', formula)
  markdown.inline.ruler.before('link', 'footnote reference', footnoteReference)
  markdown.use(openMarks)
  return markdown
}
