import { getLocks } from '../storage/siteData.ts'
import { isNamed } from '../storage/rows/namedError.ts'

/** Releases a lock. A second call does nothing. */
export type Release = () => void

/**
 * Takes a lock that all pages of this origin share. It is released when its page closes, at the latest.
 *
 * Grants every lock if the browser has no locks, as outside of secure contexts, or refuses them, as it does
 * when it blocks site data: this page then works as if no other page existed.
 *
 * @param options - `ifAvailable` does not wait; `signal` cancels the wait; any number of pages can hold a lock
 * with the mode `shared`
 * @returns undefined if another page holds the lock, or if the wait was canceled
 * @see https://w3c.github.io/web-locks/
 */
export function takeLock(
  name: string,
  options:
    { readonly ifAvailable: true } | { readonly signal: AbortSignal; readonly mode?: 'shared' },
): Promise<Release | undefined> {
  return new Promise<Release | undefined>((resolve, reject) => {
    const locks = getLocks()
    if (!locks) return resolve(releaseNothing)
    locks
      .request(name, options, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release))
        resolve(undefined)
        return undefined
      })
      .catch(reject)
  }).catch((error: unknown) => {
    const isCanceled = isNamed(error, 'AbortError') || isNamed(error, 'InvalidStateError')
    // The wait was canceled, or the page is being closed.
    return isCanceled || ('signal' in options && options.signal.aborted)
      ? undefined
      : releaseNothing
  })
}

const releaseNothing: Release = () => undefined

/** Returns whether any page of this origin holds a lock. */
export async function isLockTaken(name: string): Promise<boolean> {
  try {
    const { held = [] } = (await getLocks()?.query()) ?? {}
    return held.some((lock) => lock.name === name)
  } catch {
    return false
  }
}
