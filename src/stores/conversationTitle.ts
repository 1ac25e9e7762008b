const LONGEST_TITLE = 48

/**
 * A conversation's title: the beginning of its first question, on one line.
 *
 * Cut between what readers see as characters, so that no emoji is torn apart, and at a word's end where
 * one is near.
 */
export function titleOf(question: string): string {
  const line = question.trim().replace(/\s+/g, ' ')
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment)
  if (characters.length <= LONGEST_TITLE) return line

  const cut = characters.slice(0, LONGEST_TITLE - 1).join('')
  const wordEnd = cut.lastIndexOf(' ')
  return `${(wordEnd > cut.length / 2 ? cut.slice(0, wordEnd) : cut).trimEnd()}…`
}
