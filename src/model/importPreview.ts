/** A field in a chat file that has a wrong value. */
export interface FileProblem {
  /** @example 'chats[0].messages[3].createdAt' */
  readonly path: string
  /** The expected value, written as a type. */
  readonly expected: string
  readonly found: string
}

/** Why a chat file cannot be imported at all. */
export type FileRefusal = 'not-json' | 'other-format' | 'newer-version' | 'too-many'

/** What importing a chat file would do, or why the file cannot be imported at all. */
export type ImportPreview =
  | { readonly refusal: FileRefusal | 'unreadable' | 'too-large' }
  | {
      readonly refusal?: undefined
      /** How many chats and messages in the file are readable. */
      readonly chats: number
      readonly messages: number
      /** How many of these are stored here already. */
      readonly knownChats: number
      readonly knownMessages: number
      /** How many chats would be added. */
      readonly added: number
      /** How many of the added chats are stored here with other content, so that both copies are kept. */
      readonly beside: number
      /** How many chats are left out because a field in them is wrong. */
      readonly leftOut: number
      /** The first wrong fields. */
      readonly problems: readonly FileProblem[]
    }
