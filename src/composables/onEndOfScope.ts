import {
  getCurrentInstance,
  getCurrentScope,
  onScopeDispose,
  onUnmounted,
  type EffectScope,
} from 'vue'

/**
 * Calls `end` when the component or effect scope ends in which this is called: at once if it has ended already, as
 * in a setup that goes on after an `await`. Outside of both it does nothing. `end` may be called twice.
 *
 * The scope is what counts: Vue never calls `onUnmounted` for a component whose `<Suspense>` gives up its branch
 * before the component's async setup is done. And a Pinia store that a component is the first to use has a scope
 * that outlives the component.
 */
export function onEndOfScope(end: () => void): void {
  const scope = getCurrentScope()
  if (!scope) return
  if (!scope.active) return end()
  onScopeDispose(end)
  // Vue leaves an instance's scope out of its public types.
  const instance = getCurrentInstance() as { scope?: EffectScope } | null
  if (instance?.scope === scope) onUnmounted(end)
}
