/** What importing a file would do, or why nothing of it can be used. */
export type ImportPreview =
  | {
      readonly refusal:
        'unreadable' | 'too-large' | 'not-json' | 'other-format' | 'newer-version' | 'too-many'
    }
  | {
      readonly refusal?: undefined
      /** How many chats and messages the file has that can be read. */
      readonly chats: number
      readonly messages: number
      /** How many of them are here already. */
      readonly knownChats: number
      readonly knownMessages: number
      /** How many chats would be added, and how many of these beside one that says something else. */
      readonly added: number
      readonly beside: number
      /** How many chats have something wrong in them. */
      readonly leftOut: number
      readonly problems: readonly {
        readonly path: string
        readonly expected: string
        readonly found: string
      }[]
    }
