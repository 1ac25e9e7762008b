/**
 * Han and kana by ones and twos; words (with the space before them) in pieces of up to six letters;
 * anything else by code point. A joined emoji comes in pieces therefore, as it does from a real model.
 */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}| ?[\p{L}\p{M}\p{N}_]{1,6}|\n+| +|[^]/gu

/** How much of a text is counted, in UTF-16 units: a conversation may have megabytes. */
const COUNTED = 64 * 1024

/** Cuts a text into pieces about as a model's tokenizer does. Joined they are the text again. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/** Cuts texts that follow each other into tokens, each when it is asked for. No token spans two texts. */
export function* eachToken(texts: Iterable<string>): Generator<string> {
  for (const text of texts) for (const [token] of text.matchAll(TOKEN)) yield token
}

/** Counts the tokens of a text. Beyond 64 KiB it estimates them by those of the beginning. */
export function countTokens(text: string): number {
  const count = tokensOf(text.slice(0, COUNTED)).length
  return text.length > COUNTED ? Math.round((count * text.length) / COUNTED) : count
}
