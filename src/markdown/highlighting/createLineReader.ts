import { loadLanguage } from './languages.ts'
import { INDENT, toPieces, type Piece } from './toPieces.ts'

/** Splits the lines of one text into highlighted pieces. Call it with each line in order. */
export type LineReader = (line: string) => readonly Piece[]

/**
 * Loads a language for highlighting.
 *
 * @returns a function that creates a reader for one text, or undefined if the language is unknown
 * @throws if the language cannot be loaded
 */
export async function loadLineReaders(language: string): Promise<(() => LineReader) | undefined> {
  const parser = await loadLanguage(language)
  if (parser === undefined) return undefined
  return () => {
    const state: unknown = parser.startState?.(INDENT) ?? {}
    return (line) => toPieces(line, parser, state)
  }
}
