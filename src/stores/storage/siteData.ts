/**
 * The only way to what a browser keeps or shares for a site: its storage, databases, locks, channels, notifications
 * and workers. A browser that blocks site data throws at some of them when they are merely named, and refuses others
 * when they are used. So nothing here throws: what the browser refuses is undefined, and the app does without it.
 */

/** Returns what `get` returns; undefined if it throws, or if the browser does not have it. */
function attempt<T>(get: () => T | undefined): T | undefined {
  try {
    return get() ?? undefined
  } catch {
    return undefined
  }
}

/** Returns `localStorage`. Its methods may still throw, if there is no room left. */
export const getLocalStorage = (): Storage | undefined => attempt(() => globalThis.localStorage)

/** Returns a text that all tabs share; undefined if there is none, or if the browser refuses. */
export const readSharedText = (key: string): string | undefined =>
  attempt(() => globalThis.localStorage.getItem(key) ?? undefined)

/** Keeps a text for all tabs, at once. If the browser refuses, or if there is no room left, nothing is kept. */
export function keepSharedText(key: string, text: string): void {
  attempt(() => globalThis.localStorage.setItem(key, text))
}

/** Returns a text that this tab keeps through reloads; undefined if it keeps none. */
export const readTabText = (key: string): string | undefined =>
  attempt(() => globalThis.sessionStorage.getItem(key) ?? undefined)

/** Keeps a text for this tab. If the browser refuses, or if there is no room left, nothing is kept. */
export function keepTabText(key: string, text: string): void {
  attempt(() => globalThis.sessionStorage.setItem(key, text))
}

/** Forgets a text of this tab. */
export function dropTabText(key: string): void {
  attempt(() => globalThis.sessionStorage.removeItem(key))
}

/** Returns `indexedDB`. Opening a database may still fail. */
export const getDatabases = (): IDBFactory | undefined => attempt(() => globalThis.indexedDB)

/** Returns `navigator.storage`. Its promises may still be rejected. */
export const getStorageManager = (): StorageManager | undefined =>
  attempt(() => navigator.storage as StorageManager | undefined)

/** Returns `navigator.locks`: undefined outside of secure contexts, too. Its requests may still be rejected. */
export const getLocks = (): LockManager | undefined =>
  attempt(() => navigator.locks as LockManager | undefined)

/** Returns whether the browser may have service workers, as it does in secure contexts alone. */
export const hasServiceWorkers = (): boolean =>
  attempt(() => navigator.serviceWorker as ServiceWorkerContainer | undefined) !== undefined

/** Registers a service worker, unless the browser refuses. */
export async function registerWorker(script: string): Promise<void> {
  try {
    await navigator.serviceWorker.register(script)
  } catch {
    // Then the app needs its network.
  }
}

/** Opens a channel to the other tabs of this site. */
export const openChannel = (name: string): BroadcastChannel | undefined =>
  attempt(() => new BroadcastChannel(name))

/** Sends a message to the other tabs. If the browser refuses, this tab is alone as far as it knows. */
export function postTo(channel: BroadcastChannel, message: unknown): void {
  attempt(() => channel.postMessage(message))
}

/** Returns whether the user allows notifications; undefined if the browser has none. */
export const getNotificationPermission = (): NotificationPermission | undefined =>
  attempt(() => Notification.permission)

/** Asks the user to allow notifications. @returns their answer, or `denied` if they cannot be asked */
export async function askForNotifications(): Promise<NotificationPermission> {
  try {
    return await Notification.requestPermission()
  } catch {
    return 'denied'
  }
}

/** Shows a notification; undefined if the browser refuses, as Chrome on Android does to all pages. */
export const createNotification = (
  title: string,
  options: NotificationOptions,
): Notification | undefined => attempt(() => new Notification(title, options))
