/**
 * Han and kana by ones and twos; words (with the space before them) in pieces of up to six letters;
 * anything else by code point. A joined emoji comes in pieces therefore, as it does from a real model.
 */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}| ?[\p{L}\p{M}\p{N}_]{1,6}|\n+| +|[^]/gu

/** Cuts a text into pieces about as a model's tokeniser does. Joined they are the text again. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}
