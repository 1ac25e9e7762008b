import { inject, onScopeDispose, type InjectionKey } from 'vue'
import { createAnnouncer, type Announce, type Announcer } from './createAnnouncer.ts'

/**
 * Injection key for an app that has its own live regions: provide a function that announces there. Without it, all
 * components of the page share one pair of regions.
 */
export const announcerKey: InjectionKey<Announce> = Symbol('announcer')

interface SharedAnnouncer extends Announcer {
  users: number
}

let sharedAnnouncer: SharedAnnouncer | undefined

/**
 * Returns a function that announces texts to screen readers. Call `useAnnouncer` in `setup`, even if the announcement
 * follows much later: the call adds the live regions to the page, which must exist before their text. The regions are
 * removed with the last component that uses them.
 *
 * Returns a function that does nothing on a server.
 */
export function useAnnouncer(): Announce {
  const provided = inject(announcerKey, undefined)
  if (provided) return provided
  if (typeof document === 'undefined') return () => undefined
  const announcer = (sharedAnnouncer ??= { ...createAnnouncer(document), users: 0 })
  announcer.users += 1
  onScopeDispose(() => {
    announcer.users -= 1
    if (announcer.users > 0) return
    announcer.remove()
    sharedAnnouncer = undefined
  })
  return announcer.announce
}
