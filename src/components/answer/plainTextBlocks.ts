const FENCED = /^((?:```|~~~)[^]*?^(?:```|~~~)[^\n]*$)/m

/**
 * About the words that a reader will see of Markdown: without the marks in the midst of sentences, which would
 * keep a browser's own search from finding them. Code stays as it is.
 *
 * @example plainWords('A **bold** [link](https://example.com)') // 'A bold link'
 */
export function plainWords(markdown: string): string {
  return markdown
    .split(FENCED)
    .map((part, index) => (index % 2 === 1 ? part : withoutMarks(part)))
    .join('')
}

function withoutMarks(text: string): string {
  return text
    .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replaceAll(/^#+ /gm, '')
    .replaceAll(/\*\*|~~|`+/g, '')
    .replaceAll(/(?<=\S)[*_](?![\p{L}\p{N}])|(?<![\p{L}\p{N}])[*_](?=[^\s*_])/gu, '')
}
