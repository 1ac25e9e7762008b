import type { ChatStream } from '../core/index.ts'

/**
 * Holds and wakes a streaming answer as the page's lifecycle changes. A page that is hidden in the back/forward
 * cache or frozen releases its connection, because an origin has only six of them. A page that is restored, resumed
 * or online again reconnects immediately.
 *
 * Does nothing outside of a browser page.
 *
 * @returns a function that removes the listeners
 * @see https://html.spec.whatwg.org/multipage/browsing-the-web.html#back-forward-cache
 * @see https://wicg.github.io/page-lifecycle/
 */
export function followPageLifecycle({ hold, wake }: Pick<ChatStream, 'hold' | 'wake'>): () => void {
  if (typeof window === 'undefined') return () => undefined
  let offlineSince: number | undefined
  const wakeNow = () => wake()

  const listeners: readonly [EventTarget, string, () => void][] = [
    [window, 'offline', () => (offlineSince ??= Date.now())],
    [
      window,
      'online',
      () => {
        wake(offlineSince)
        offlineSince = undefined
      },
    ],
    // Fires for a discarded page, too: whether the page will be restored isn't known in advance.
    [window, 'pagehide', hold],
    [window, 'pageshow', wakeNow],
    [document, 'freeze', hold],
    [document, 'resume', wakeNow],
    [document, 'visibilitychange', () => void (document.hidden || wake())],
  ]
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener)
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener)
  }
}
