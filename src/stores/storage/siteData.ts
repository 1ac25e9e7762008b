/**
 * The only access to the data and channels that a browser provides per site: storage, databases, locks,
 * channels, notifications and workers. A browser that blocks site data throws as soon as some of these are
 * accessed, and refuses others when they are used. Therefore nothing here throws: the result is undefined if
 * the browser refuses, and the app does without.
 */

/** Returns what `get` returns; undefined if it throws, or if the browser does not have it. */
function attempt<T>(get: () => T | undefined): T | undefined {
  try {
    return get() ?? undefined
  } catch {
    return undefined
  }
}

/** Returns `localStorage`. Its methods may still throw, for example if its quota is used up. */
export const getLocalStorage = (): Storage | undefined => attempt(() => globalThis.localStorage)

/** Returns a text that all tabs share; undefined if there is none, or if the browser refuses. */
export const readSharedText = (key: string): string | undefined =>
  attempt(() => globalThis.localStorage.getItem(key) ?? undefined)

/** Stores a text for all tabs, synchronously. Stores nothing if the browser refuses or the quota is used up. */
export function keepSharedText(key: string, text: string): void {
  attempt(() => globalThis.localStorage.setItem(key, text))
}

/** Returns a text of this tab, which survives reloads; undefined if there is none. */
export const readTabText = (key: string): string | undefined =>
  attempt(() => globalThis.sessionStorage.getItem(key) ?? undefined)

/** Stores a text for this tab. Stores nothing if the browser refuses or the quota is used up. */
export function keepTabText(key: string, text: string): void {
  attempt(() => globalThis.sessionStorage.setItem(key, text))
}

/** Removes a text of this tab. */
export function dropTabText(key: string): void {
  attempt(() => globalThis.sessionStorage.removeItem(key))
}

/** Returns `indexedDB`. Opening a database may still fail. */
export const getDatabases = (): IDBFactory | undefined => attempt(() => globalThis.indexedDB)

/** Returns `navigator.storage`. Its promises may still be rejected. */
export const getStorageManager = (): StorageManager | undefined =>
  attempt(() => navigator.storage as StorageManager | undefined)

/** Returns `navigator.locks`; undefined outside secure contexts, too. Its requests may still be rejected. */
export const getLocks = (): LockManager | undefined =>
  attempt(() => navigator.locks as LockManager | undefined)

/** Returns whether the browser supports service workers, as it does only in secure contexts. */
export const hasServiceWorkers = (): boolean =>
  attempt(() => navigator.serviceWorker as ServiceWorkerContainer | undefined) !== undefined

/** Registers a service worker, unless the browser refuses. */
export async function registerWorker(script: string): Promise<void> {
  try {
    await navigator.serviceWorker.register(script)
  } catch {
    // Without its service worker the app needs the network.
  }
}

/** Opens a channel to the other tabs of this site. */
export const openChannel = (name: string): BroadcastChannel | undefined =>
  attempt(() => new BroadcastChannel(name))

/** Sends a message to the other tabs. If the browser refuses, this tab works as if it were the only one. */
export function postTo(channel: BroadcastChannel, message: unknown): void {
  attempt(() => channel.postMessage(message))
}

/** Returns whether the user allows notifications; undefined if the browser has none. */
export const getNotificationPermission = (): NotificationPermission | undefined =>
  attempt(() => Notification.permission)

/**
 * Asks the user to allow notifications.
 *
 * @returns the user's answer, or `denied` if the browser cannot ask
 */
export async function askForNotifications(): Promise<NotificationPermission> {
  try {
    return await Notification.requestPermission()
  } catch {
    return 'denied'
  }
}

/** Shows a notification; returns undefined if the browser refuses, as Chrome on Android does for all pages. */
export const createNotification = (
  title: string,
  options: NotificationOptions,
): Notification | undefined => attempt(() => new Notification(title, options))
