import { RUN, type Vectors } from './vector.ts'

/** Long enough to overflow the stack or take quadratic time if parsed carelessly. */
export const size: Vectors = {
  'quotes, deep': '>'.repeat(10_000),
  'quotes, deep, with a text': `${'> '.repeat(2_000)}text`,
  'brackets that open': '['.repeat(10_000),
  'brackets that open and close': `${'['.repeat(2_000)}x${']'.repeat(2_000)}(javascript:${RUN})`,
  'images that open': '!['.repeat(5_000),
  stars: '*'.repeat(10_000),
  'stars with letters': '*a **b '.repeat(1_500),
  underscores: '_a__b'.repeat(2_000),
  'back quotes of every length': Array.from({ length: 120 }, (_, count) => '`'.repeat(count)).join(
    ' ',
  ),
  'tildes with letters': '~~a ~b'.repeat(1_500),
  'lists, deep': Array.from({ length: 120 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join(
    '\n',
  ),
  'list markers in one line': '- '.repeat(2_000),
  'numbers, huge': '999999999. a\n\n9999999999. b\n\n0. c',
  'less-than signs': '<'.repeat(10_000),
  'tags that open': '<a '.repeat(3_000),
  'comments that open': '<!--'.repeat(2_500),
  ampersands: '&'.repeat(10_000),
  dollars: '$a$$'.repeat(2_500),
  'definitions, many': Array.from({ length: 500 }, (_, count) => `[${count}]: /x`).join('\n'),
  'notes that open': '[^'.repeat(5_000),
  'a table that is wide': `${'|a'.repeat(500)}|\n${'|-'.repeat(500)}|\n${'|b'.repeat(500)}|`,
  'a fence that is long': `${'`'.repeat(5_000)}\ncode`,
  'one word': 'x'.repeat(10_000),
  'bare URLs, many': 'http://a.b '.repeat(900),
}
