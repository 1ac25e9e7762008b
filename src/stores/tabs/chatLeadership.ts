import { takeLock, type Release } from './webLock.ts'

/**
 * Decides which tab leads a chat. The leader streams and writes; every other tab that shows the chat follows
 * until the leader finishes or is closed.
 */
export interface ChatLeadership {
  isLeading(): boolean
  /** Takes the lead. If another tab has it, this tab follows. @returns whether this tab leads */
  take(): Promise<boolean>
  /** Waits until no other tab leads, then takes the lead and calls `onLead`. */
  follow(): void
  /** Gives up the lead, so that another tab can take it. */
  giveUp(): void
  /** Gives up the lead and stops waiting for it. */
  dispose(): void
}

/** @param onLead called when this tab followed and leads now, as the leader finished or was closed in mid-answer */
export function createChatLeadership(chatId: string, onLead: () => void): ChatLeadership {
  const name = `vue-chat-stream:chat:${chatId}`
  let release: Release | undefined
  let taking: Promise<boolean> | undefined
  let wait: AbortController | undefined

  async function follow(): Promise<void> {
    if (wait || release) return
    const ownWait = new AbortController()
    wait = ownWait
    const granted = await takeLock(name, { signal: ownWait.signal })
    if (wait === ownWait) wait = undefined
    if (ownWait.signal.aborted) granted?.()
    else if (granted) {
      release = granted
      onLead()
    }
  }

  async function take(): Promise<boolean> {
    if (release) return true
    // This tab is in the queue for the lock already; a second request would have to wait behind the first.
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
    // Two questions in a row share one request: a second one would find the lock taken, by the first.
    take: () => (taking ??= take().finally(() => (taking = undefined))),
    follow: () => void follow(),
    giveUp,
    dispose() {
      wait?.abort()
      giveUp()
    },
  }
}
