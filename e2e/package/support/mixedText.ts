import type { Picker } from '../../bench/random.ts'

/** What readers of streams get wrong: wide and joined characters, marks, line ends, and what looks like a field. */
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

/** Text of about so many UTF-16 units. */
export function mixedText({ pick }: Picker, length: number): string {
  let text = ''
  while (text.length < length) text += pick(PIECES)
  return text
}
