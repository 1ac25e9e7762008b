import { createNotification } from '../../stores/index.ts'

export interface NotificationContent {
  readonly title: string
  readonly body: string
  /** A second notification of the same chat replaces the first. */
  readonly chatId: string
}

/**
 * Shows a notification.
 *
 * @param onClick - called when the user selects it, before the page moves to the front
 * @returns a function that closes it
 */
export function showNotification(
  { title, body, chatId }: NotificationContent,
  onClick: () => void,
): () => void {
  // If the browser can't create one, the mark in the title remains.
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
