import type { Chat } from '../chat/chat.ts'

type Draft = Pick<Chat, 'draft'>

/** What is typed after a chat was chosen is meant for that one, also before it is there. */
export interface PendingDraft {
  /** From now on, what is typed is meant for another one. */
  begin(open: Draft): void
  /** Gives it to the one that was chosen. A draft that was written anew meanwhile stays where it is. */
  give(from: Draft, to: Draft): void
}

export function createPendingDraft(): PendingDraft {
  let before = ''
  return {
    begin({ draft }) {
      before = draft
    },
    give(from, to) {
      if (from === to || !from.draft.startsWith(before)) return
      const typed = from.draft.slice(before.length)
      if (typed === '') return
      from.draft = before
      to.draft = [to.draft, typed].filter(Boolean).join('\n')
    },
  }
}
