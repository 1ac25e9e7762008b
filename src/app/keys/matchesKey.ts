import type { KeyBinding } from './keyTable.ts'

/** The fields of a key event that decide. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'
>

/**
 * Returns whether a pressed key matches a binding.
 *
 * The typed character decides, as layouts differ: on AZERTY, Z is in the position of W. If the character is not
 * ASCII, as in Cyrillic or Greek, the position of the key decides.
 *
 * @param isApple - whether Mod is ⌘: on Apple devices, Ctrl with a letter moves the caret in text fields
 */
export function matchesKey(binding: KeyBinding, press: KeyPress, isApple: boolean): boolean {
  const { mod = false, shift = false, key, shifted, code } = binding
  const [modKey, otherKey] = isApple
    ? [press.metaKey, press.ctrlKey]
    : [press.ctrlKey, press.metaKey]
  // With Alt a key types another character. AltGr counts as Ctrl with Alt.
  if (modKey !== mod || otherKey || press.altKey) return false

  const typed = press.key.toLowerCase()
  // On some layouts a character needs Shift, such as / on Shift+7 in Germany.
  const needsNoShift = !shift && /^[^a-z]$/.test(key)
  if (typed === key) return press.shiftKey === shift || needsNoShift
  if (press.code !== code || press.shiftKey !== shift) return false
  return typed === shifted || !/^[ -~]+$/.test(typed) || typed === 'dead'
}
