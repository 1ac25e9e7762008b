import createMarkdownIt from 'markdown-it'

// Parse only blocks: their inline content doesn't matter here.
const markdown = createMarkdownIt('commonmark').disable(['inline', 'text_join'])

/** Returns the last code block of a Markdown text, also an unfinished one; undefined if there is none. */
export function findLastCode(text: string): string | undefined {
  const code = markdown
    .parse(text, {})
    .findLast(({ type }) => type === 'fence' || type === 'code_block')
  return code?.content
}

/** Start and end of the HTML blocks that continue across blank lines. The first match applies. */
const LONG_HTML = [
  [/^\s*<!--/, '-->'],
  [/^\s*<\?/, '?>'],
  [/^\s*<!\[CDATA\[/, ']]>'],
  [/^\s*<!/, '>'],
  // Any of these end tags ends each of <pre>, <script>, <style> and <textarea>.
  [/^/, '</pre>'],
] as const

/**
 * Returns the markup that closes an unfinished code or HTML block of a Markdown text, such as a truncated answer.
 * Without it, a heading after the text would become part of the block.
 */
export function closingMarkup(text: string): string {
  const last = markdown.parse(`${text}\n\n# \n`, {}).at(-1)
  if (last?.type === 'fence') return `\n${last.markup}`
  if (last?.type !== 'html_block') return ''
  const [, end] = LONG_HTML.find(([start]) => start.test(last.content)) ?? []
  return end === undefined ? '' : `\n${end}`
}
