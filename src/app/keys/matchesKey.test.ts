import { describe, expect, it } from 'vitest'
import { keyNames } from './keyNames.ts'
import { keyTable } from './keyTable.ts'
import { matchesKey, type KeyPress } from './matchesKey.ts'

const NONE = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const CTRL = { ...NONE, ctrlKey: true }
const CTRL_SHIFT = { ...CTRL, shiftKey: true }

const commandOf = (press: KeyPress, isApple = false) =>
  keyTable.find((binding) => matchesKey(binding, press, isApple))?.command

describe('a key', () => {
  it.each([
    ['newChat', { ...CTRL_SHIFT, key: 'O', code: 'KeyO' }, 'of the USA'],
    ['newChat', { ...CTRL_SHIFT, key: 'O', code: 'KeyS' }, 'of Dvorak, by what it types'],
    [undefined, { ...CTRL_SHIFT, key: 'R', code: 'KeyO' }, 'of Dvorak, in another’s place'],
    ['newChat', { ...CTRL_SHIFT, key: 'Щ', code: 'KeyO' }, 'of Russia, by its place'],
    ['search', { ...CTRL, key: 'κ', code: 'KeyK' }, 'of Greece, by its place'],
    ['search', { ...CTRL, key: 'K', code: 'KeyK' }, 'with Caps Lock'],
    [undefined, { ...CTRL_SHIFT, key: 'K', code: 'KeyK' }, 'with Shift, which is another one'],
    ['find', { ...CTRL_SHIFT, key: 'F', code: 'KeyF' }, 'with Shift'],
    [undefined, { ...CTRL, key: 'f', code: 'KeyF' }, 'of the browser’s own search'],
    [undefined, { ...NONE, key: 'k', code: 'KeyK' }, 'alone, which is a letter'],
    [undefined, { ...CTRL, altKey: true, key: 'k', code: 'KeyK' }, 'with AltGr'],
    ['copyCode', { ...CTRL_SHIFT, key: ':', code: 'Semicolon' }, 'of the USA'],
    ['copyCode', { ...CTRL_SHIFT, key: ';', code: 'Comma' }, 'of Germany'],
    ['copyCode', { ...CTRL_SHIFT, key: 'Ж', code: 'Semicolon' }, 'of Russia'],
    [undefined, { ...CTRL, key: ';', code: 'Semicolon' }, 'without Shift'],
    [undefined, { ...CTRL_SHIFT, key: ':', code: 'Period' }, 'of Germany that is another one'],
    ['settings', { ...CTRL, key: ',', code: 'Comma' }, 'of the USA'],
    ['settings', { ...CTRL, key: '，', code: 'Comma' }, 'of a Chinese input method'],
    ['help', { ...CTRL, key: '/', code: 'Slash' }, 'of the USA'],
    ['help', { ...CTRL_SHIFT, key: '/', code: 'Digit7' }, 'of Germany'],
    [undefined, { ...CTRL, key: '-', code: 'Slash' }, 'of Germany that zooms'],
    ['stop', { ...NONE, key: 'Escape', code: 'Escape' }, 'alone'],
    ['focusComposer', { ...NONE, shiftKey: true, key: 'Escape', code: 'Escape' }, 'with Shift'],
    [undefined, { ...CTRL, key: 'Enter', code: 'Enter' }, 'that is none'],
    [undefined, { ...CTRL, key: 'Dead', code: 'Quote' }, 'that waits for another'],
  ] as const)('is for %s: %o, one %s', (command, press, which) => {
    expect(commandOf(press), which).toBe(command)
  })

  it('goes with ⌘ on Apple’s keyboards, where Ctrl moves the caret', () => {
    const press = { ...NONE, key: 'k', code: 'KeyK' }
    expect(commandOf({ ...press, metaKey: true }, true)).toBe('search')
    expect(commandOf({ ...press, ctrlKey: true }, true)).toBeUndefined()
    expect(commandOf({ ...press, metaKey: true })).toBeUndefined()
    expect(commandOf({ ...press, metaKey: true, ctrlKey: true }, true)).toBeUndefined()
  })

  it('is for one thing alone', () => {
    const names = keyTable.map((binding) => JSON.stringify(keyNames(binding, false)))
    expect(new Set(names).size).toBe(keyTable.length)
  })

  it('is called what is written on it', () => {
    const [newChat] = keyTable.filter(({ command }) => command === 'newChat')
    if (!newChat) throw new Error('There is no key for a new chat.')
    const signs = (isApple: boolean) => keyNames(newChat, isApple).map(({ sign }) => sign)
    expect(signs(false)).toEqual(['Ctrl', 'Shift', 'O'])
    expect(signs(true)).toEqual(['⇧', '⌘', 'O'])
  })
})
