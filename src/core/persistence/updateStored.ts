import type { ChatPersistence, ChatSnapshot } from './chatPersistence.ts'

/**
 * Replaces a stored chat by what `change` makes of it, or removes it if that is undefined. Returns a promise only if the
 * storage does: a page that is closed does not wait for one.
 */
export function updateStored(
  persistence: ChatPersistence,
  id: string,
  change: (stored: unknown) => ChatSnapshot | undefined,
): unknown {
  if (persistence.update) return persistence.update(id, change)
  const write = (stored: unknown) => {
    const snapshot = change(stored)
    return snapshot ? persistence.save(id, snapshot) : persistence.remove(id)
  }
  const stored = persistence.load(id)
  return isPromise(stored) ? stored.then(write) : write(stored)
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === 'function'
}
