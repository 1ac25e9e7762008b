import { createNotification } from '../../stores/index.ts'

export interface NotificationContent {
  readonly title: string
  readonly body: string
  /** A second one of the same chat takes the place of the first. */
  readonly chatId: string
}

/**
 * Shows a notification.
 *
 * @param onClick - called when the person chooses it, before its page comes to the front
 * @returns what takes it away again
 */
export function showNotification(
  { title, body, chatId }: NotificationContent,
  onClick: () => void,
): () => void {
  // Without one, the mark in the title has to do.
  const notification = createNotification(title, {
    body,
    tag: `vue-chat-stream:${chatId}`,
    icon: new URL('icons/icon-192.png', document.baseURI).href,
  })
  if (!notification) return () => undefined
  notification.onclick = () => {
    onClick()
    focus()
    notification.close()
  }
  return () => notification.close()
}
