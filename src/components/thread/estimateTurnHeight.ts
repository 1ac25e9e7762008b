import type { Turn } from './turns.ts'

/** Characters per line on a wide screen. Lower than the real number, because blocks make an answer higher than text. */
const CHARACTERS_PER_LINE = 60
/** Height of the space and buttons around a message, in lines. */
const EXTRA_LINES = 3
/** In pixels. A whole number, because scroll positions are usually whole numbers. */
const LINE_HEIGHT = 24

/** Estimates the height of a turn, in pixels, to reserve space for turns out of view before their layout. */
export function estimateTurnHeight({ messages }: Turn): number {
  const lines = messages.reduce((sum, { parts }) => {
    const length = parts.reduce(
      (total, part) => total + (part.type === 'text' ? part.text.length : 0),
      0,
    )
    return sum + EXTRA_LINES + Math.ceil(length / CHARACTERS_PER_LINE)
  }, 0)
  return lines * LINE_HEIGHT
}
