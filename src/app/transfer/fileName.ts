/** In bytes of UTF-8: most file systems take 255 for the whole name. */
const LONGEST_NAME = 180

/** Separators, what Windows reserves, and characters that are not seen and may turn the rest around. */
const UNFIT = /[/\\:*?"<>|\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cc}|\p{Cs}/gu

/**
 * The name of a file that says what is in it and when that was: it can be written on any system.
 *
 * @param what - such as a chat's title
 * @param time - milliseconds since 1970; the name tells it in the person's own time zone
 * @example fileName('About cats', Date.now(), 'md') // 'About cats 2026-11-26 12-03.md'
 */
export function fileName(what: string, time: number, extension: string): string {
  const date = new Date(time)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  const clock = [two(date.getHours()), two(date.getMinutes())].join('-')
  const name = shortened(what.replaceAll(UNFIT, ' ').replaceAll(/\s+/g, ' '))
  return `${name.replaceAll(/^[\s.]+|[\s.]+$/g, '')} ${day} ${clock}.${extension}`.trimStart()
}

/** Cut between what readers see as characters. */
function shortened(name: string): string {
  const utf8 = new TextEncoder()
  let bytes = 0
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += utf8.encode(segment).length
    if (bytes > LONGEST_NAME) break
    short += segment
  }
  return short
}
