import { foldText } from './foldText.ts'

/** What has to be found, each of it: the words of a query, or all of it in a language without spaces. */
export function searchTerms(query: string): readonly string[] {
  return [...new Set(foldText(query).split(/\s+/).filter(Boolean))]
}
