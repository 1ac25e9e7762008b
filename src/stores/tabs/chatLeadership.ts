import { takeLock, type Release } from './webLock.ts'

/**
 * Which tab a chat streams in: one leads, and whoever shows the same chat follows until that one is done, or
 * gone.
 */
export interface ChatLeadership {
  isLeading(): boolean
  /** Begins to lead, unless another tab does: then this one follows it. */
  take(): Promise<boolean>
  /** Waits until no other tab leads; `onLead` is called then. */
  follow(): void
  /** Lets others lead. */
  giveUp(): void
  /** Lets others lead, and waits for nothing any more. */
  dispose(): void
}

/** @param onLead this tab followed, and leads now: the one before is done, or gone in mid-answer */
export function createChatLeadership(chatId: string, onLead: () => void): ChatLeadership {
  const name = `vue-chat-stream:chat:${chatId}`
  let release: Release | undefined
  let taking: Promise<boolean> | undefined
  let wait: AbortController | undefined

  async function follow(): Promise<void> {
    if (wait || release) return
    const mine = new AbortController()
    wait = mine
    const granted = await takeLock(name, { signal: mine.signal })
    if (wait === mine) wait = undefined
    if (mine.signal.aborted) granted?.()
    else if (granted) {
      release = granted
      onLead()
    }
  }

  async function take(): Promise<boolean> {
    if (release) return true
    // Its turn comes, and nobody else's before it.
    if (wait) return false
    release = await takeLock(name, { ifAvailable: true })
    if (!release) void follow()
    return release !== undefined
  }

  function giveUp(): void {
    release?.()
    release = undefined
  }

  return {
    isLeading: () => release !== undefined,
    // Two questions in a row are one taking: the second would find the lock taken, by the first.
    take: () => (taking ??= take().finally(() => (taking = undefined))),
    follow: () => void follow(),
    giveUp,
    dispose() {
      wait?.abort()
      giveUp()
    },
  }
}
