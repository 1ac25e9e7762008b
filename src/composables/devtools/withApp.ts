import { getCurrentInstance, type App } from 'vue'

/** The devtools' hook, which their script puts on the page before Vue runs. */
interface DevtoolsHook {
  readonly apps: readonly App[]
  on(event: 'app:init', listener: (app: App) => void): void
  off(event: 'app:init', listener: (app: App) => void): void
}

/**
 * Gives the app in whose devtools a chat is shown: that of the component which makes it, or else the one that
 * was mounted last, or will be the first to be. A Pinia store makes its chats when no component is near, or
 * before its app is mounted, and Vue tells nobody which app `runWithContext` is of.
 *
 * @returns what ends the wait for it
 */
export function withApp(use: (app: App) => void): () => void {
  const hook = findHook()
  const app = getCurrentInstance()?.appContext.app ?? hook?.apps.at(-1)
  if (app) use(app)
  if (app || !hook) return () => undefined

  const stop = () => hook.off('app:init', onInit)
  function onInit(mounted: App): void {
    stop()
    use(mounted)
  }
  hook.on('app:init', onInit)
  return stop
}

function findHook(): DevtoolsHook | undefined {
  // The devtools put it there without telling TypeScript.
  const page = globalThis as { __VUE_DEVTOOLS_GLOBAL_HOOK__?: DevtoolsHook }
  return page.__VUE_DEVTOOLS_GLOBAL_HOOK__
}
