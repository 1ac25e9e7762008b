import type { Role } from '../../core/index.ts'

/** A message that was found, or a chat by its name, as the list shows it. */
export interface SearchResult {
  readonly key: string
  /** The name of its chat. */
  readonly title: string
  readonly archived: boolean
  /** Who said it; undefined where the name of the chat was found. */
  readonly author: Role | undefined
  /** In milliseconds since 1970. */
  readonly time: number
  readonly excerpt: readonly { readonly text: string; readonly isMatch: boolean }[]
}
