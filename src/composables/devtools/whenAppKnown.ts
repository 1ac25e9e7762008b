import { getCurrentInstance, type App } from 'vue'

/** The devtools' global hook. Their script adds it to the page before Vue runs. */
interface DevtoolsHook {
  readonly apps: readonly App[]
  on(event: 'app:init', listener: (app: App) => void): void
  off(event: 'app:init', listener: (app: App) => void): void
}

/**
 * Calls `use` with the app whose devtools show the current chat: the app of the component that creates the chat, or
 * else the app that was mounted last, or else the first app to be mounted. The fallbacks serve Pinia stores: a store
 * creates chats outside of any component, or before its app is mounted, and Vue doesn't expose the app of
 * `runWithContext`.
 *
 * @returns a function that stops waiting for an app
 */
export function whenAppKnown(use: (app: App) => void): () => void {
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
  // The hook has no public type.
  const page = globalThis as { __VUE_DEVTOOLS_GLOBAL_HOOK__?: DevtoolsHook }
  return page.__VUE_DEVTOOLS_GLOBAL_HOOK__
}
