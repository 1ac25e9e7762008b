/** Gives a lock back. A second call does nothing. */
export type Release = () => void

/**
 * Takes a lock that all pages of this origin share, and that ends with its page at the latest.
 *
 * Where there are no such locks, as outside of secure contexts, this page is alone for all it knows: it gets
 * every lock.
 *
 * @param options - `ifAvailable` does not wait; `signal` ends the wait; a `shared` one is had by any number of
 * pages
 * @returns undefined where another page has it, or the wait was ended
 * @see https://w3c.github.io/web-locks/
 */
export function takeLock(
  name: string,
  options:
    { readonly ifAvailable: true } | { readonly signal: AbortSignal; readonly mode?: 'shared' },
): Promise<Release | undefined> {
  // Their types know of secure contexts alone.
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return Promise.resolve(() => undefined)
  return new Promise((resolve) => {
    locks
      .request(name, options, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release))
        resolve(undefined)
        return undefined
      })
      // The wait was ended, or the page is on its way out.
      .catch(() => resolve(undefined))
  })
}

/** Whether any page of this origin has a lock. */
export async function isLockTaken(name: string): Promise<boolean> {
  const locks = navigator.locks as LockManager | undefined
  const held = (await locks?.query())?.held ?? []
  return held.some((lock) => lock.name === name)
}
