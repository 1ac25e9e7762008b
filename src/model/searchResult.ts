import type { Role } from '../core/index.ts'

/** A piece of an excerpt. */
export interface ExcerptPiece {
  readonly text: string
  /** Whether the piece is one of the search terms. */
  readonly isMatch: boolean
}

/** A message that a search found, or a chat whose title it found. */
export interface SearchResult {
  readonly key: string
  /** The title of the chat. */
  readonly title: string
  readonly archived: boolean
  /** Who wrote the message; undefined if the search found the title of the chat. */
  readonly author: Role | undefined
  /** When the message was written, or the chat's last question sent, in milliseconds since 1970. */
  readonly time: number
  readonly excerpt: readonly ExcerptPiece[]
}
