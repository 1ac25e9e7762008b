/**
 * Matches one or two Han or kana characters, up to six letters of a word (with the space before it), or
 * one code point of any other text. Like a real model, it splits joined emoji.
 */
const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}| ?[\p{L}\p{M}\p{N}_]{1,6}|\n+| +|[^]/gu

/** How much of a text is counted exactly, in UTF-16 units: a chat may contain megabytes. */
const MAX_COUNTED_LENGTH = 64 * 1024

/** Splits a text into pieces, roughly like the tokenizer of a model. Joined, the pieces equal the text. */
export function tokensOf(text: string): string[] {
  return text.match(TOKEN) ?? []
}

/** Splits successive texts into tokens lazily. No token spans two texts. */
export function* eachToken(texts: Iterable<string>): Generator<string> {
  for (const text of texts) for (const [token] of text.matchAll(TOKEN)) yield token
}

/** Counts the tokens of a text. Beyond 64 KiB, it extrapolates from the beginning. */
export function countTokens(text: string): number {
  const count = tokensOf(text.slice(0, MAX_COUNTED_LENGTH)).length
  if (text.length <= MAX_COUNTED_LENGTH) return count
  return Math.round((count * text.length) / MAX_COUNTED_LENGTH)
}
