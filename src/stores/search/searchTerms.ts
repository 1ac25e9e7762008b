import { foldText } from './foldText.ts'

/**
 * Returns the terms of a query, all of which must match: its words, or the whole query in a language without
 * spaces.
 */
export function searchTerms(query: string): readonly string[] {
  return [...new Set(foldText(query).split(/\s+/).filter(Boolean))]
}
