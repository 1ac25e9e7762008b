import fc from 'fast-check'

/** Marks, and beginnings and ends of them, that mean something to each other in any order. */
const PIECES = [
  ...['# ', '- ', '1. ', '2) ', '> ', '    ', '  ', ' ', '\t', '---', '===', '***'],
  ...['```', '```js', '~~~', '| ', '|', '|-|-|', ':-:', '[ ] ', '[x] '],
  ...['\n', '\n', '\n', '\n\n', '\r\n', '\r'],
  ...['*', '**', '_', '`', '~~', '~', '\\', '&amp;', '&', '<b>', '<https://a.b>', 'https://a.b/c'],
  ...['[a]', '(b)', '[a]: /u', '[a]: <', '![i](u)', '"t"', '[^1]', '[^1]: '],
  ...['$', '$$', '\\(', '\\)', '\\[', '\\]', '$5'],
  ...['word', 'a', '中文', '。', '😀', ':', '\0'],
]

/** Documents that are mostly marks, and sizes of the pieces in which they arrive. */
export const randomDocument = {
  text: fc
    .array(fc.constantFrom(...PIECES), { maxLength: 40, size: 'max' })
    .map((pieces) => pieces.join('')),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 }),
}

/** Every text that is there while a text arrives in pieces of some sizes, over and over. */
export function prefixes(text: string, sizes: readonly number[]): string[] {
  const ends: number[] = []
  for (let end = 0, turn = 0; end < text.length; turn++) {
    ends.push(end)
    end += sizes[turn % sizes.length] ?? 1
  }
  return ends.map((end) => text.slice(0, end))
}
