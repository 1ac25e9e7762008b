import MarkdownParser, { type MarkdownIt, type StateCore } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { remembered } from '../remembered.ts'
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

/** An address, unless it stands where a link has its own. */
const ADDRESS = /(?<!\]\(|<)(?:https?:\/\/|mailto:)/i

/** Spares texts without an address what finds its end: expressions that are large. */
const lookForAddresses = ({ md, src }: StateCore) => {
  md.options.linkify = ADDRESS.test(src)
}

/**
 * The parser for what stands inside a block: markdown-it, without raw HTML, whose source is text instead.
 * Links keep any address here: what may be followed is decided where they are drawn.
 */
export function createInlineParser({ autolinks = true }: InlineParserOptions = {}): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, linkify: autolinks })
  markdown.core.ruler.enableOnly(['block', 'inline', 'linkify', 'text_join'])
  markdown.validateLink = () => true
  markdown.normalizeLink = remembered(markdown.normalizeLink)
  const { linkify } = markdown
  linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  for (const scheme of ['ftp:', '//']) linkify.add(scheme, null)
  if (autolinks) markdown.core.ruler.before('inline', 'look for addresses', lookForAddresses)
  markdown.use(cjkFriendly)
  markdown.use(strikethrough)
  markdown.inline.ruler.before('escape', 'formula', formula)
  markdown.inline.ruler.before('link', 'footnote reference', footnoteReference)
  markdown.use(openMarks)
  return markdown
}
