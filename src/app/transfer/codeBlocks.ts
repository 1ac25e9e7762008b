import createMarkdownIt from 'markdown-it'

// Blocks alone: what stands inside them does not matter here.
const markdown = createMarkdownIt('commonmark').disable(['inline', 'text_join'])

/** The last code of a text in Markdown, also one that still grows; undefined where there is none. */
export function lastCodeIn(text: string): string | undefined {
  const code = markdown
    .parse(text, {})
    .findLast(({ type }) => type === 'fence' || type === 'code_block')
  return code?.content
}

/** How HTML begins that goes on over blank lines, and how it ends; the first that fits counts. */
const LONG_HTML = [
  [/^\s*<!--/, '-->'],
  [/^\s*<\?/, '?>'],
  [/^\s*<!\[CDATA\[/, ']]>'],
  [/^\s*<!/, '>'],
  // The end of one of them is the end of each: <script>, <style>, <textarea>.
  [/^/, '</pre>'],
] as const

/**
 * What has to follow a text in Markdown so that a heading after it is one: the end of code or HTML that has
 * none, as in an answer that was cut.
 */
export function closingOf(text: string): string {
  const last = markdown.parse(`${text}\n\n# \n`, {}).at(-1)
  if (last?.type === 'fence') return `\n${last.markup}`
  if (last?.type !== 'html_block') return ''
  const [, end] = LONG_HTML.find(([start]) => start.test(last.content)) ?? []
  return end === undefined ? '' : `\n${end}`
}
