import type { KeyBinding } from './keyTable.ts'

/** What a key event tells that counts here. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>

/**
 * Whether a key is the one of a binding.
 *
 * What the key types decides, as layouts differ: AZERTY has its Z where others have W. Where it types no sign
 * of ASCII, as in Cyrillic or Greek, its place decides.
 *
 * @param isApple - whether Mod is ⌘; there, Ctrl and a letter move the caret in text fields
 */
export function matchesKey(binding: KeyBinding, press: KeyPress, isApple: boolean): boolean {
  const { mod = false, shift = false, key, shifted, code } = binding
  const [held, other] = isApple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey]
  // With Alt a key types something else, and AltGr is Ctrl with Alt.
  if (held !== mod || other || press.altKey) return false

  const typed = press.key.toLowerCase()
  // Some layouts have a sign on Shift and a digit, such as / in Germany.
  const needsNoShift = !shift && /^[^a-z]$/.test(key)
  if (typed === key) return press.shiftKey === shift || needsNoShift
  if (press.code !== code || press.shiftKey !== shift) return false
  return typed === shifted || !/^[ -~]+$/.test(typed) || typed === 'dead'
}
