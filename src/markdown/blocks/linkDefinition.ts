import type { MarkdownIt } from 'markdown-it'

/** The target of a link reference. */
export interface LinkDefinition {
  href: string
  title: string
}

interface LabeledDefinition extends LinkDefinition {
  /** The normalized label, as references look it up. */
  label: string
}

const LABEL = /^\[((?:[^[\]\\]|\\.|\\)*?)\]:/s
const MAX_LABEL_LENGTH = 999
/** White space with at most one line ending. */
const GAP = /[ \t]*\n?[ \t]*/y
const REST_OF_LINE = /[ \t]*(?:\n|$)/y

/** Returns where a match that starts at `from` ends; undefined if the pattern does not match there. */
function findMatchEnd(pattern: RegExp, text: string, from: number): number | undefined {
  pattern.lastIndex = from
  return pattern.test(text) ? pattern.lastIndex : undefined
}

/**
 * Takes the link reference definitions from the beginning of a paragraph.
 *
 * @returns the definitions and the rest of the paragraph
 * @see https://spec.commonmark.org/0.31.2/#link-reference-definitions
 */
export function extractLinkDefinitions(
  text: string,
  markdown: MarkdownIt,
): { definitions: LabeledDefinition[]; text: string } {
  const definitions: LabeledDefinition[] = []
  let rest = text
  while (rest.startsWith('[')) {
    const found = parseDefinition(rest, markdown)
    if (found === undefined) break
    definitions.push(found.definition)
    rest = rest.slice(found.end).replace(/^[ \t]+/, '')
  }
  return { definitions, text: rest }
}

function parseDefinition(
  text: string,
  markdown: MarkdownIt,
): { definition: LabeledDefinition; end: number } | undefined {
  const { parseLinkDestination, parseLinkTitle } = markdown.helpers
  const [opening, label = ''] = LABEL.exec(text) ?? []
  if (opening === undefined || label.trim() === '' || label.length > MAX_LABEL_LENGTH)
    return undefined
  const start = findMatchEnd(GAP, text, opening.length) ?? opening.length
  const destination = parseLinkDestination(text, start, text.length)
  if (!destination.ok || destination.pos === start) return undefined
  const definition = {
    label: markdown.utils.normalizeReference(label),
    href: markdown.normalizeLink(destination.str),
  }
  const gapEnd = findMatchEnd(GAP, text, destination.pos) ?? destination.pos
  if (gapEnd > destination.pos) {
    const title = parseLinkTitle(text, gapEnd, text.length)
    const end = title.ok ? findMatchEnd(REST_OF_LINE, text, title.pos) : undefined
    if (end !== undefined) return { definition: { ...definition, title: title.str }, end }
  }
  // Text on the next line that is not a valid title belongs to the paragraph.
  const end = findMatchEnd(REST_OF_LINE, text, destination.pos)
  return end === undefined ? undefined : { definition: { ...definition, title: '' }, end }
}
