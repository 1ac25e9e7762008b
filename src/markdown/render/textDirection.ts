/** How much of the text is searched for the first letter, in UTF-16 code units. */
const SEARCHED_LENGTH = 2000

const LETTER = /\p{L}/u
/** Scripts that are written from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Adlam}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Mandaic}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Syriac}\p{Script=Thaana}]/u

/**
 * Returns the direction of a text: that of its first letter.
 *
 * The attribute `dir="auto"` would do the same, but Chromium then searches the whole element at every insertion
 * into it, which takes quadratic time.
 */
export function textDirection(text: string): 'ltr' | 'rtl' {
  const [letter = ''] = LETTER.exec(text.slice(0, SEARCHED_LENGTH)) ?? []
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr'
}
