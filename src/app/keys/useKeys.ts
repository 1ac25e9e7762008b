import { useEventListener } from '@vueuse/core'
import { toValue, type MaybeRefOrGetter } from 'vue'
import { useComposition } from '../../components/index.ts'
import { isApple } from './isApple.ts'
import { keyTable, type KeyBinding, type KeyCommand } from './keyTable.ts'
import { matchesKey } from './matchesKey.ts'

/** The actions of the shortcuts. One that returns false had nothing to do, and leaves the key to the browser. */
export type KeyHandlers = Partial<Readonly<Record<KeyCommand, () => unknown>>>

/**
 * Runs the actions of keyboard shortcuts, wherever the focus is. An open dialog or menu has its own keys: then
 * shortcuts do nothing.
 *
 * @param isOn - whether the user wants shortcuts
 * @returns the shortcuts that have an action, for a list of them
 */
export function useKeys(
  handlers: KeyHandlers,
  isOn: MaybeRefOrGetter<boolean>,
): readonly KeyBinding[] {
  const bindings = keyTable.filter(({ command }) => handlers[command])
  const { isComposing, onCompositionend } = useComposition()

  useEventListener('compositionend', onCompositionend)
  useEventListener('keydown', (event) => {
    if (!toValue(isOn) || event.defaultPrevented || isComposing(event)) return
    const binding = bindings.find((candidate) => matchesKey(candidate, event, isApple()))
    // Check for dialogs last: the query searches the whole page, which may be a long chat.
    if (!binding || belongsToField(binding, event) || isSomethingOpen()) return
    // While a key is held down, the action runs once, but the browser never gets the key.
    if (!event.repeat && handlers[binding.command]?.() === false) return
    event.preventDefault()
  })
  return bindings
}

/** Returns whether a dialog or a menu is open. */
export function isSomethingOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

/** Returns whether the focused field handles the key: Escape clears a search field and closes a select. */
function belongsToField({ mod, shift }: KeyBinding, { target }: KeyboardEvent): boolean {
  return !mod && !shift && target instanceof Element && target.matches('input, select')
}
