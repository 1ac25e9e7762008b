/** The actions that have a keyboard shortcut. */
export type KeyCommand =
  | 'search'
  | 'find'
  | 'newChat'
  | 'focusComposer'
  | 'stop'
  | 'copyCode'
  | 'sidebar'
  | 'settings'
  | 'help'

/** A key with its modifiers. */
export interface KeyBinding {
  readonly command: KeyCommand
  /** ⌘ on Apple keyboards, Ctrl on all others. */
  readonly mod?: true
  readonly shift?: true
  /** The character that the key types, in lower case: the one printed on the user's keyboard. */
  readonly key: string
  /** The character that it types together with Shift, if that is another one. */
  readonly shifted?: string
  /** Its position on a US keyboard, for layouts on which no key types the character. */
  readonly code: string
}

/** All shortcuts of the app, in the order of the list. Those without a handler do nothing. */
export const keyTable: readonly KeyBinding[] = [
  { command: 'search', mod: true, key: 'k', code: 'KeyK' },
  // Mod+F remains the browser's own search.
  { command: 'find', mod: true, shift: true, key: 'f', code: 'KeyF' },
  { command: 'newChat', mod: true, shift: true, key: 'o', code: 'KeyO' },
  { command: 'focusComposer', shift: true, key: 'escape', code: 'Escape' },
  { command: 'stop', key: 'escape', code: 'Escape' },
  { command: 'copyCode', mod: true, shift: true, key: ';', shifted: ':', code: 'Semicolon' },
  { command: 'sidebar', mod: true, key: 'b', code: 'KeyB' },
  { command: 'settings', mod: true, key: ',', code: 'Comma' },
  { command: 'help', mod: true, key: '/', code: 'Slash' },
]
