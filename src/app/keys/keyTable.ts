/** What can be done by a key. */
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

/** A key with what is held down beside it. */
export interface KeyBinding {
  readonly command: KeyCommand
  /** ⌘ on Apple's keyboards, Ctrl on all others. */
  readonly mod?: true
  readonly shift?: true
  /** What the key types, in lower case: the key that a person reads on their keyboard. */
  readonly key: string
  /** What it types together with Shift, where that is another sign. */
  readonly shifted?: string
  /** Its place on a keyboard of the USA, for layouts on which no key types that. */
  readonly code: string
}

/** All keys of the app, in the order in which they are listed. Those without a handler are nobody's. */
export const keyTable: readonly KeyBinding[] = [
  { command: 'search', mod: true, key: 'k', code: 'KeyK' },
  // Mod+F stays what it is in every page: the browser's own search.
  { command: 'find', mod: true, shift: true, key: 'f', code: 'KeyF' },
  { command: 'newChat', mod: true, shift: true, key: 'o', code: 'KeyO' },
  { command: 'focusComposer', shift: true, key: 'escape', code: 'Escape' },
  { command: 'stop', key: 'escape', code: 'Escape' },
  { command: 'copyCode', mod: true, shift: true, key: ';', shifted: ':', code: 'Semicolon' },
  { command: 'sidebar', mod: true, key: 'b', code: 'KeyB' },
  { command: 'settings', mod: true, key: ',', code: 'Comma' },
  { command: 'help', mod: true, key: '/', code: 'Slash' },
]
