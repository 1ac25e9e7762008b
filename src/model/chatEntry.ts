/** A chat as the list of chats shows it. */
export interface ChatEntry {
  readonly id: string
  readonly title: string
  /** Whether an answer streams in it, in this tab or in another one. */
  readonly isRunning: boolean
  /** When its last question was sent, in milliseconds since 1970. */
  readonly askedAt: number
  /** Whether it is listed above the chats that are not pinned. */
  readonly pinned: boolean
  /** Whether it is listed among the archived chats only. */
  readonly archived: boolean
  /** Whether an answer in it grew or ended since the user last saw the chat. */
  readonly unread: boolean
}
