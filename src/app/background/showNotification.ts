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
  try {
    const notification = new Notification(title, {
      body,
      tag: `vue-chat-stream:${chatId}`,
      icon: new URL('icons/icon-192.png', document.baseURI).href,
    })
    notification.onclick = () => {
      onClick()
      focus()
      notification.close()
    }
    return () => notification.close()
  } catch {
    // Chrome on Android lets service workers alone show them: the mark in the title has to do.
    return () => undefined
  }
}
