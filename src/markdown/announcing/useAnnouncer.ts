import { inject, onScopeDispose, type InjectionKey } from 'vue'
import { createAnnouncer, type Announce, type Announcer } from './createAnnouncer.ts'

/**
 * An app with live regions of its own provides its function here. Without it, the page gets one pair of regions,
 * which all components share.
 */
export const announcerKey: InjectionKey<Announce> = Symbol('announcer')

interface SharedAnnouncer extends Announcer {
  users: number
}

let shared: SharedAnnouncer | undefined

/**
 * Returns the function by which everything is announced that screen readers are to speak. Call it in `setup`,
 * also if the announcement comes much later: the call puts the live regions into the page, where they have to be
 * before their text. They leave with the last component that uses them.
 *
 * Returns a function that does nothing on a server.
 */
export function useAnnouncer(): Announce {
  const provided = inject(announcerKey, undefined)
  if (provided) return provided
  if (typeof document === 'undefined') return () => undefined
  const announcer = (shared ??= { ...createAnnouncer(document), users: 0 })
  announcer.users += 1
  onScopeDispose(() => {
    announcer.users -= 1
    if (announcer.users > 0) return
    announcer.remove()
    shared = undefined
  })
  return announcer.announce
}
