import type { Picker } from '../../bench/random.ts'

/**
 * Pieces that stream readers often get wrong: wide and joined characters, quotes, line ends, and text that looks like a
 * field.
 */
const PIECES = [
  'words and ',
  'x',
  'é',
  'Ü',
  '从前',
  '有一条龙，',
  '🐉',
  '👩‍👩‍👧‍👦',
  '👍🏽',
  '\n',
  '\r\n',
  '\n\ndata: 1\n\n',
  '"\\"',
  '\u2028',
  '\uFEFF',
  ' & <b>',
] as const

/** Returns text of at least `length` UTF-16 units, and hardly more. */
export function mixedText({ pick }: Picker, length: number): string {
  let text = ''
  while (text.length < length) text += pick(PIECES)
  return text
}
