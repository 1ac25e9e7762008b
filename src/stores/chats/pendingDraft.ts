import type { Chat } from '../chat/chat.ts'

type Draft = Pick<Chat, 'draft'>

/** Moves text to the chat that the user chose, if the user types while that chat is being loaded. */
export interface PendingDraft {
  /** Begins to collect: what is typed into the open chat from now on is meant for the chosen chat. */
  begin(open: Draft): void
  /** Moves the collected text. If the user rewrote the draft from its beginning, nothing moves. */
  move(from: Draft, to: Draft): void
}

export function createPendingDraft(): PendingDraft {
  let before = ''
  return {
    begin({ draft }) {
      before = draft
    },
    move(from, to) {
      if (from === to || !from.draft.startsWith(before)) return
      const typed = from.draft.slice(before.length)
      if (typed === '') return
      from.draft = before
      to.draft = [to.draft, typed].filter(Boolean).join('\n')
    },
  }
}
