import type { Turn } from './turns.ts'

/** Of a line of text on a wide screen, in characters, and how much higher than text an answer is by its blocks. */
const LINE = 60
/** What stands around a message, in lines. */
const AROUND = 3
/** In pixels. Whole ones, as views stand on those. */
const LINE_HEIGHT = 24

/** About how high a turn will be when it is drawn, in pixels: what is out of sight has room before it is laid out. */
export function turnHeight({ messages }: Turn): number {
  const lines = messages.reduce((sum, { parts }) => {
    const length = parts.reduce(
      (all, part) => all + (part.type === 'text' ? part.text.length : 0),
      0,
    )
    return sum + AROUND + Math.ceil(length / LINE)
  }, 0)
  return lines * LINE_HEIGHT
}
