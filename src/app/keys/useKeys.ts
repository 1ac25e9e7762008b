import { useEventListener } from '@vueuse/core'
import { toValue, type MaybeRefOrGetter } from 'vue'
import { useComposition } from '../../components/index.ts'
import { isApple } from './isApple.ts'
import { keyTable, type KeyBinding, type KeyCommand } from './keyTable.ts'
import { matchesKey } from './matchesKey.ts'

/** What a key does. One that returns false has nothing to do now: then the key is the browser's. */
export type KeyHandlers = Partial<Readonly<Record<KeyCommand, () => unknown>>>

/**
 * Does what keys are for, wherever the focus is, unless a dialog or a menu is open, which has keys of its own.
 *
 * @param isOn - whether the person wants it
 * @returns the keys that do something, as a list to be shown
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
    const binding = bindings.find((one) => matchesKey(one, event, isApple()))
    // Last, as it looks through the whole page, which may be a long chat.
    if (!binding || isOfField(binding, event) || isSomethingOpen()) return
    // A key that is held down does it once, and yet is not the browser's.
    if (!event.repeat && handlers[binding.command]?.() === false) return
    event.preventDefault()
  })
  return bindings
}

/** Whether a dialog or a menu is open. */
export function isSomethingOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
}

/** Escape by itself empties a search field and folds a list of choices. */
function isOfField({ mod, shift }: KeyBinding, { target }: KeyboardEvent): boolean {
  return !mod && !shift && target instanceof Element && target.matches('input, select')
}
