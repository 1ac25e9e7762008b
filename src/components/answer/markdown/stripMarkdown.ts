const FENCED = /^((?:```|~~~)[^]*?^(?:```|~~~)[^\n]*$)/m

/**
 * Removes inline Markdown syntax, so that the text is approximately the text that the reader will see. With the syntax,
 * the browser's search would not find a sentence with emphasis in it. Code stays unchanged.
 *
 * @example stripMarkdown('A **bold** [link](https://example.com)') // 'A bold link'
 */
export function stripMarkdown(markdown: string): string {
  return markdown
    .split(FENCED)
    .map((part, index) => (index % 2 === 1 ? part : stripInlineSyntax(part)))
    .join('')
}

function stripInlineSyntax(text: string): string {
  return text
    .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replaceAll(/^#+ /gm, '')
    .replaceAll(/\*\*|~~|`+/g, '')
    .replaceAll(/(?<=\S)[*_](?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[*_](?=[^\s*_])/gu, '')
}
