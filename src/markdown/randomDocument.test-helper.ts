import fc from 'fast-check'

/** Marks and parts of marks that interact in any order. */
const PIECES = [
  ...['# ', '- ', '1. ', '2) ', '> ', '    ', '  ', ' ', '\t', '---', '===', '***'],
  ...['```', '```js', '~~~', '| ', '|', '|-|-|', ':-:', '[ ] ', '[x] '],
  ...['\n', '\n', '\n', '\n\n', '\r\n', '\r'],
  ...['*', '**', '_', '`', '~~', '~', '\\', '&amp;', '&', '<b>', '<https://a.b>', 'https://a.b/c'],
  ...['[a]', '(b)', '[a]: /u', '[a]: <', '![i](u)', '"t"', '[^1]', '[^1]: '],
  ...['$', '$$', '\\(', '\\)', '\\[', '\\]', '$5'],
  ...['word', 'a', '中文', '。', '😀', ':', '\0'],
]

/** Generates documents that consist mostly of marks, and sizes of the pieces that they arrive in. */
export const randomDocument = {
  text: fc
    .array(fc.constantFrom(...PIECES), { maxLength: 40, size: 'max' })
    .map((pieces) => pieces.join('')),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
}

/** Returns every intermediate state of a text that arrives in pieces of the given sizes, repeated. */
export function prefixes(text: string, sizes: readonly number[]): string[] {
  const ends: number[] = []
  for (let end = 0, index = 0; end < text.length; index++) {
    ends.push(end)
    end += sizes[index % sizes.length] ?? 1
  }
  return ends.map((end) => text.slice(0, end))
}
