import type { ChatPersistence } from './chatPersistence.ts'

/** A channel to the other tabs that show the same chat. */
export interface TabChannel {
  /** @param isCleared whether the chat was removed */
  post(isCleared: boolean): void
  close(): void
}

/**
 * Opens the channel of a chat: that of its storage, if it has one. If the browser refuses, this tab works as if it were
 * the only one.
 */
export function openTabChannel(
  id: string,
  { subscribe }: Pick<ChatPersistence, 'subscribe'>,
  onStored: (isCleared: boolean) => void,
): TabChannel {
  if (subscribe) return { post: () => undefined, close: subscribe(id, onStored) }
  let channel: BroadcastChannel | undefined
  try {
    channel = new BroadcastChannel(`vue-chat-stream-chat:${id}`)
    channel.onmessage = ({ data }) => onStored(data === true)
  } catch {
    // A browser that blocks site data throws.
  }
  return {
    post: (isCleared) => channel?.postMessage(isCleared),
    close: () => channel?.close(),
  }
}
