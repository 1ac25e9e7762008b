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
  let offlineSince: number | undefined

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
    // Of a page that is thrown away, too: nobody tells beforehand which ones come back.
    [window, 'pagehide', hold],
    [window, 'pageshow', () => wake()],
    [document, 'freeze', hold],
    [document, 'resume', () => wake()],
    [document, 'visibilitychange', () => void (document.hidden || wake())],
  ]
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener)
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener)
  }
}
