import createMarkdownIt, { type Token } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'

const markdown = createMarkdownIt({ html: false }).use(cjkFriendly)

/** Returns the text that Markdown shows, its blocks separated by a blank line. It uses another parser than the app. */
export function renderedText(source: string): string {
  const blocks: string[] = []
  for (const token of markdown.parse(source, {})) {
    const isFirst = token.level === 0 && token.nesting >= 0
    if (isFirst) blocks.push('')
    blocks.push((blocks.pop() ?? '') + textOf(token))
  }
  return blocks.join('\n\n')
}

function textOf({ type, content, children }: Token): string {
  if (children !== null) return children.map(textOf).join('')
  if (type === 'softbreak' || type === 'hardbreak') return '\n'
  return content
}
