/**
 * The diacritics that NFKD separates from letters: accents, but neither the vowel signs of Hindi nor the
 * voicing marks of Japanese.
 */
const DIACRITICS = /[\u0300-\u036f]+/g

/**
 * Folds a text for comparison: removes differences in case, width and diacritics, so that `Ｃafé` becomes
 * `cafe`.
 *
 * Folding a text gives the same result as folding its grapheme clusters one by one, so that a place in the
 * folded text can be mapped back to the original: see `matchRanges`.
 */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(DIACRITICS, '')
    .normalize('NFC')
    .replaceAll('ς', 'σ')
}
