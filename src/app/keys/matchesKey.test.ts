import { describe, expect, test } from 'vitest'
import { keyNames } from './keyNames.ts'
import { keyTable } from './keyTable.ts'
import { matchesKey, type KeyPress } from './matchesKey.ts'

const NO_MODIFIERS = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
const CTRL = { ...NO_MODIFIERS, ctrlKey: true }
const CTRL_SHIFT = { ...CTRL, shiftKey: true }

const commandOf = (press: KeyPress, isApple = false) =>
  keyTable.find((binding) => matchesKey(binding, press, isApple))?.command

describe('matchesKey()', () => {
  test.each([
    ['newChat', { ...CTRL_SHIFT, key: 'O', code: 'KeyO' }, 'on a US layout'],
    ['newChat', { ...CTRL_SHIFT, key: 'O', code: 'KeyS' }, 'on Dvorak, by its character'],
    [
      undefined,
      { ...CTRL_SHIFT, key: 'R', code: 'KeyO' },
      'on Dvorak, at the position of another key',
    ],
    ['newChat', { ...CTRL_SHIFT, key: 'Щ', code: 'KeyO' }, 'on a Russian layout, by its position'],
    ['search', { ...CTRL, key: 'κ', code: 'KeyK' }, 'on a Greek layout, by its position'],
    ['search', { ...CTRL, key: 'K', code: 'KeyK' }, 'with Caps Lock'],
    [undefined, { ...CTRL_SHIFT, key: 'K', code: 'KeyK' }, 'with Shift, another shortcut'],
    ['find', { ...CTRL_SHIFT, key: 'F', code: 'KeyF' }, 'with Shift'],
    [undefined, { ...CTRL, key: 'f', code: 'KeyF' }, 'the browser’s own search'],
    [undefined, { ...NO_MODIFIERS, key: 'k', code: 'KeyK' }, 'without modifiers, a letter'],
    [undefined, { ...CTRL, altKey: true, key: 'k', code: 'KeyK' }, 'with AltGr'],
    ['copyCode', { ...CTRL_SHIFT, key: ':', code: 'Semicolon' }, 'on a US layout'],
    ['copyCode', { ...CTRL_SHIFT, key: ';', code: 'Comma' }, 'on a German layout'],
    ['copyCode', { ...CTRL_SHIFT, key: 'Ж', code: 'Semicolon' }, 'on a Russian layout'],
    [undefined, { ...CTRL, key: ';', code: 'Semicolon' }, 'without Shift'],
    [undefined, { ...CTRL_SHIFT, key: ':', code: 'Period' }, 'on a German layout, another key'],
    ['settings', { ...CTRL, key: ',', code: 'Comma' }, 'on a US layout'],
    ['settings', { ...CTRL, key: '，', code: 'Comma' }, 'with a Chinese input method'],
    ['help', { ...CTRL, key: '/', code: 'Slash' }, 'on a US layout'],
    ['help', { ...CTRL_SHIFT, key: '/', code: 'Digit7' }, 'on a German layout'],
    [undefined, { ...CTRL, key: '-', code: 'Slash' }, 'on a German layout, where it zooms'],
    ['stop', { ...NO_MODIFIERS, key: 'Escape', code: 'Escape' }, 'without modifiers'],
    [
      'focusComposer',
      { ...NO_MODIFIERS, shiftKey: true, key: 'Escape', code: 'Escape' },
      'with Shift',
    ],
    [undefined, { ...CTRL, key: 'Enter', code: 'Enter' }, 'not a shortcut'],
    [undefined, { ...CTRL, key: 'Dead', code: 'Quote' }, 'a dead key'],
  ] as const)('finds %s for %o (%s)', (command, press, note) => {
    expect(commandOf(press), note).toBe(command)
  })

  test('takes ⌘ in place of Ctrl on Apple keyboards, where Ctrl moves the caret', () => {
    const press = { ...NO_MODIFIERS, key: 'k', code: 'KeyK' }
    expect(commandOf({ ...press, metaKey: true }, true)).toBe('search')
    expect(commandOf({ ...press, ctrlKey: true }, true)).toBeUndefined()
    expect(commandOf({ ...press, metaKey: true })).toBeUndefined()
    expect(commandOf({ ...press, metaKey: true, ctrlKey: true }, true)).toBeUndefined()
  })

  test('no two commands share a key', () => {
    const names = keyTable.map((binding) => JSON.stringify(keyNames(binding, false)))
    expect(new Set(names).size).toBe(keyTable.length)
  })

  test('keyNames() returns the labels of the keys', () => {
    const [newChat] = keyTable.filter(({ command }) => command === 'newChat')
    if (!newChat) throw new Error('keyTable has no entry for newChat.')
    const signs = (isApple: boolean) => keyNames(newChat, isApple).map(({ sign }) => sign)
    expect(signs(false)).toEqual(['Ctrl', 'Shift', 'O'])
    expect(signs(true)).toEqual(['⇧', '⌘', 'O'])
  })
})
