import type { KeyBinding } from './keyTable.ts'

/** One key of a combination: its label, and its name if the label is a symbol. */
export interface KeyName {
  readonly sign: string
  readonly name?: 'command' | 'shift' | undefined
}

/** Returns the keys of a binding, in the platform's usual order. */
export function keyNames({ mod, shift, key }: KeyBinding, isApple: boolean): readonly KeyName[] {
  const sign = key === 'escape' ? 'Esc' : key.toUpperCase()
  const shiftKey = isApple ? ({ sign: '⇧', name: 'shift' } as const) : { sign: 'Shift' }
  const modKey = isApple ? ({ sign: '⌘', name: 'command' } as const) : { sign: 'Ctrl' }
  const modifiers = isApple
    ? [...(shift ? [shiftKey] : []), ...(mod ? [modKey] : [])]
    : [...(mod ? [modKey] : []), ...(shift ? [shiftKey] : [])]
  return [...modifiers, { sign }]
}
