import {
  getCurrentInstance,
  getCurrentScope,
  onScopeDispose,
  onUnmounted,
  type EffectScope,
} from 'vue'

/**
 * Calls `end` when the current component or effect scope ends. If the scope has already ended, it calls `end`
 * immediately: that happens in an async setup that continues after an `await`. Outside of any scope it does nothing.
 * `end` may be called twice.
 *
 * Don't rely on `onUnmounted` only. Vue never calls it for a component whose `<Suspense>` drops its branch before
 * the component's async setup is done. And a Pinia store first used in a component has its own scope, which outlives
 * the component.
 */
export function onEndOfScope(end: () => void): void {
  const scope = getCurrentScope()
  if (!scope) return
  if (!scope.active) return end()
  onScopeDispose(end)
  // Vue's public types don't include an instance's scope.
  const instance = getCurrentInstance() as { scope?: EffectScope } | null
  if (instance?.scope === scope) onUnmounted(end)
}
