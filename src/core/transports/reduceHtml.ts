import { MAX_BODY_LENGTH } from './readBodyStart.ts'

/**
 * Reduces an HTML page to its title and its first words. Other text is returned as it is.
 *
 * @param text at most a few thousand characters are read
 */
export function reduceHtml(text: string): string {
  if (!/^\s*<[a-z!?]/i.test(text)) return text
  const page = text.slice(0, MAX_BODY_LENGTH)
  const [, title = ''] = /<title[^>]*>([^<]*)/i.exec(page) ?? []
  const words = page
    .replace(/<(title|script|style)\b[^]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*>?/g, ' ')
  return [title, words.replace(title, '')].join(' ').replace(/\s+/g, ' ').trim()
}
