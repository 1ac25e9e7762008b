/** What NFKD sets apart of letters: accents, not the vowels of Hindi nor the voicing marks of Japanese. */
const DIACRITICS = /[\u0300-\u036f]+/g

/**
 * Text in the form in which it is compared: without case, width and diacritics, so that `Ｃafé` is `cafe`.
 *
 * It is folded as the pieces are that a reader sees as characters, one by one, so that places in it lead back
 * to places in the text: see `matchRanges`.
 */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(DIACRITICS, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ')
}
