import { getLocks } from '../storage/siteData.ts'
import { isNamed } from '../storage/rows/namedError.ts'

/** Gives a lock back. A second call does nothing. */
export type Release = () => void

/**
 * Takes a lock that all pages of this origin share, and that ends with its page at the latest.
 *
 * If the browser has no such locks, as outside of secure contexts, or refuses them, as it does when it blocks site
 * data, this page is alone as far as it knows: it gets every lock.
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
  return new Promise<Release | undefined>((resolve, reject) => {
    const locks = getLocks()
    if (!locks) return resolve(noLock)
    locks
      .request(name, options, (lock) => {
        if (lock) return new Promise<void>((release) => resolve(release))
        resolve(undefined)
        return undefined
      })
      .catch(reject)
  }).catch((error: unknown) => {
    const isOver = isNamed(error, 'AbortError') || isNamed(error, 'InvalidStateError')
    // The wait was ended, or the page is on its way out.
    return isOver || ('signal' in options && options.signal.aborted) ? undefined : noLock
  })
}

const noLock: Release = () => undefined

/** Whether any page of this origin has a lock. */
export async function isLockTaken(name: string): Promise<boolean> {
  try {
    const { held = [] } = (await getLocks()?.query()) ?? {}
    return held.some((lock) => lock.name === name)
  } catch {
    return false
  }
}
