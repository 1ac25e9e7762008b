/** What the list shows of a conversation. */
export interface ChatEntry {
  readonly id: string
  readonly title: string
  readonly isRunning: boolean
  /** When its last question was asked, in milliseconds since 1970. */
  readonly askedAt: number
  readonly pinned: boolean
  readonly archived: boolean
  /** Something came that nobody has seen yet. */
  readonly unread: boolean
}
