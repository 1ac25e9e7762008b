import type { Ref } from 'vue'
import type { ChatMessage } from '../../core/index.ts'
import { createStreamSlot } from '../tabs/streamSlot.ts'

/** Opens the streams of one chat. Each one waits until the browser has a connection for it. */
export interface StreamOpener {
  /** Whether a stream waits because all connections to the server are in use. */
  readonly isWaiting: Readonly<Ref<boolean>>
  /**
   * Calls `start` as soon as there is a connection.
   *
   * @returns the answer; undefined if `start` was not called, as the wait was canceled
   */
  open(start: () => Promise<ChatMessage>): Promise<ChatMessage | undefined>
  /** Gives the connection back, or cancels the wait. */
  release(): void
  /** Gives the connection back for good: no stream is opened from then on. */
  dispose(): void
}

export function createStreamOpener(url: () => string): StreamOpener {
  const slot = createStreamSlot(url)
  let isDisposed = false
  return {
    isWaiting: slot.isWaiting,
    open: async (start) => ((await slot.take()) && !isDisposed ? start() : undefined),
    release: slot.release,
    dispose() {
      isDisposed = true
      slot.release()
    },
  }
}
