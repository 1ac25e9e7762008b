import type { KeyBinding } from './keyTable.ts'

/** One key of a combination: what is written on it, and what it is called where that is a sign. */
export interface KeyName {
  readonly sign: string
  readonly name?: 'command' | 'shift' | undefined
}

/** The keys of a binding, in the order in which the platform names them. */
export function keyNames({ mod, shift, key }: KeyBinding, isApple: boolean): readonly KeyName[] {
  const sign = key === 'escape' ? 'Esc' : key.toUpperCase()
  const shiftKey = isApple ? ({ sign: '⇧', name: 'shift' } as const) : { sign: 'Shift' }
  const modKey = isApple ? ({ sign: '⌘', name: 'command' } as const) : { sign: 'Ctrl' }
  const held = isApple
    ? [...(shift ? [shiftKey] : []), ...(mod ? [modKey] : [])]
    : [...(mod ? [modKey] : []), ...(shift ? [shiftKey] : [])]
  return [...held, { sign }]
}
