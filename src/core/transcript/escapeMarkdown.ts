/** Returns any text as plain text in one line of Markdown. */
export function escapeInline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[!-/:-@[-`{-~]/g, String.raw`\$&`)
}

/** Returns any text as code in one line of Markdown. */
export function inlineCode(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const fence = '`'.repeat(longestRun(line) + 1)
  return line ? `${fence} ${line} ${fence}` : ''
}

/** Returns any text as a block of code, which nothing in the text can end. */
export function codeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

/**
 * Returns a Markdown text as a quote. A fence that the text does not close ends with the quote. Tags outside of code
 * are escaped, as `</blockquote>` or `<!--` would reach beyond the quote.
 */
export function quoteMarkdown(text: string): string {
  return escapeTags(text.replace(/\r\n?/g, '\n').split('\n'))
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

/** Escapes the tags in lines of Markdown, except in code. If in doubt, it takes code for text. */
function escapeTags(lines: readonly string[]): readonly string[] {
  let fence: { readonly indent: string; readonly marks: string } | undefined
  // A backtick without a partner in its line: the code may reach into the next lines of the paragraph.
  let isUnpaired = false
  // The end of a block of code is unknown, and so is the start of the next one.
  let isLost = false
  return lines.map((line) => {
    if (fence && line.trim() && !line.startsWith(fence.indent)) {
      // A list item that contains the block may have ended.
      fence = undefined
      isLost = true
    }
    if (fence) {
      const [, indent = '', end = ''] = /^(\s*)(`+|~+)\s*$/.exec(line) ?? []
      // The end of the block is indented by at most 3, counted from the list item, which is unknown.
      const isEnd = indent.includes('\t') || indent.length < 4 + fence.indent.length
      if (end.startsWith(fence.marks) && isEnd) {
        fence = undefined
        isLost = indent.includes('\t') || indent.length > 3
      }
      return line
    }
    const [, indent = '', marks = ''] = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})/.exec(line) ?? []
    if (marks || !line.trim()) isUnpaired = false
    // Parsers differ: this may be the head of a table.
    if (marks && line.includes('|')) isLost = true
    if (marks && !isLost) {
      fence = { indent, marks }
      return line
    }
    const pieces = splitCode(line)
    isUnpaired ||= pieces.isUnpaired
    if (isUnpaired || isLost) return escapeTag(line)
    return pieces.list.map(({ text, isCode }) => (isCode ? text : escapeTag(text))).join('')
  })
}

interface Pieces {
  readonly list: readonly { readonly text: string; readonly isCode: boolean }[]
  readonly isUnpaired: boolean
}

/** Splits a line into code between backticks and the text around it. */
function splitCode(line: string): Pieces {
  const list: { text: string; isCode: boolean }[] = []
  // Each backtick counts once, so that many of them cost no more than linear time.
  const runs = [...line.matchAll(/\\[\s\S]|`+/g)].filter(([run]) => !run.startsWith('\\'))
  let start = 0
  let isUnpaired = false
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index]
    const close = runs[index + 1]
    // Only neighbors count as a pair. Any other one is left to the escaping of the whole line.
    if (!open || !close || open[0] !== close[0]) {
      isUnpaired = true
      break
    }
    const end = close.index + close[0].length
    const code = line.slice(open.index, end)
    list.push({ text: line.slice(start, open.index), isCode: false })
    // A bar may end the cell of a table, and the code with it. A backslash does not escape a backtick in code.
    list.push({ text: code, isCode: !/[|\\]/.test(code) })
    if (code.includes('\\')) isUnpaired = true
    start = end
    index += 1
  }
  list.push({ text: line.slice(start), isCode: false })
  return { list, isUnpaired }
}

function escapeTag(text: string): string {
  return text.replace(/<(?=[a-z/!?])/gi, '&lt;')
}

function longestRun(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  return longest
}
