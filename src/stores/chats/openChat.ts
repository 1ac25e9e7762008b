const KEY = 'vue-chat-stream:open'

/** Remembers which chat is open, for this tab alone, through reloads. */
export function rememberOpenChat(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, id)
  } catch {
    // Not allowed: a reload begins with a new chat.
  }
}

export function lastOpenChat(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined
  }
}
