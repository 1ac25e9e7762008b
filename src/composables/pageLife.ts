import type { ChatStream } from '../core/index.ts'

/**
 * Lets the page's life reach an answer under way: a page that is put away gives its connection back, as an
 * origin has six of them; one that comes back, wakes up or finds the network again connects at once.
 *
 * Does nothing where there is no page.
 *
 * @returns what ends that
 * @see https://html.spec.whatwg.org/multipage/browsing-the-web.html#back-forward-cache
 * @see https://wicg.github.io/page-lifecycle/
 */
export function followPageLife({ hold, wake }: Pick<ChatStream, 'hold' | 'wake'>): () => void {
  if (typeof window === 'undefined') return () => undefined
  const following = new AbortController()
  const { signal } = following
  const on = (target: EventTarget, type: string, listener: () => unknown) =>
    target.addEventListener(type, listener, { signal })
  let offlineSince: number | undefined

  on(window, 'offline', () => (offlineSince ??= Date.now()))
  on(window, 'online', () => {
    wake(offlineSince)
    offlineSince = undefined
  })
  // Of a page that is thrown away, too: nobody tells beforehand which ones come back.
  on(window, 'pagehide', hold)
  on(window, 'pageshow', () => wake())
  on(document, 'freeze', hold)
  on(document, 'resume', () => wake())
  on(document, 'visibilitychange', () => document.hidden || wake())
  return () => following.abort()
}
