import { loadLanguage } from './languages.ts'
import { INDENT, toPieces, type Piece } from './toPieces.ts'

/** Finds the pieces of the lines of one text, each of which it is given in turn. */
export type LineReader = (line: string) => readonly Piece[]

/**
 * Loads a language.
 *
 * @returns what makes a reader for a text, or undefined where the language is unknown or cannot be loaded
 */
export async function loadLineReaders(language: string): Promise<(() => LineReader) | undefined> {
  const parser = await loadLanguage(language)
  if (parser === undefined) return undefined
  return () => {
    const state: unknown = parser.startState?.(INDENT) ?? {}
    return (line) => toPieces(line, parser, state)
  }
}
