/** In bytes of UTF-8. Most file systems allow 255 for the whole name. */
const MAX_NAME_BYTES = 180

/** Separators, characters that Windows reserves, and invisible ones that may reverse the rest of the name. */
const FORBIDDEN = /[/\\:*?"<>|\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cc}|\p{Cs}/gu

/**
 * Returns a file name that contains a title and a time, and is valid on every system.
 *
 * @param title - for example a chat's title
 * @param time - milliseconds since 1970; the name contains it in the user's time zone
 * @example fileName('About cats', Date.now(), 'md') // 'About cats 2026-11-26 12-03.md'
 */
export function fileName(title: string, time: number, extension: string): string {
  const date = new Date(time)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-')
  const clock = [pad(date.getHours()), pad(date.getMinutes())].join('-')
  const name = shorten(title.replaceAll(FORBIDDEN, ' ').replaceAll(/\s+/g, ' '))
  return `${name.replaceAll(/^[\s.]+|[\s.]+$/g, '')} ${day} ${clock}.${extension}`.trimStart()
}

/** Cuts a name between graphemes. */
function shorten(name: string): string {
  const utf8 = new TextEncoder()
  let bytes = 0
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    bytes += utf8.encode(segment).length
    if (bytes > MAX_NAME_BYTES) break
    short += segment
  }
  return short
}
