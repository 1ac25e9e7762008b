import { expect, test } from 'vitest'
import { nextTick, ref } from 'vue'
import { useRecall } from './useRecall.ts'

function field(text = '', prompts: readonly string[] = ['first', 'second', 'second', 'third']) {
  const draft = ref(text)
  const { onKey, end } = useRecall(draft, () => prompts)
  const press = (key: string, init: KeyboardEventInit = {}) => {
    const isUsed = onKey(new KeyboardEvent('keydown', { key, ...init }))
    return isUsed ? draft.value : undefined
  }
  return { draft, press, end }
}

test('ArrowUp recalls earlier prompts without repeats, and ArrowDown returns to the empty field', () => {
  const { press } = field()
  const up = ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => press(key))
  expect(up).toEqual(['third', 'second', 'first', 'first'])
  const down = ['ArrowDown', 'ArrowDown', 'ArrowDown'].map((key) => press(key))
  expect(down).toEqual(['second', 'third', ''])
  expect(press('ArrowDown')).toBeUndefined()
})

test('ArrowUp keeps a text that the user wrote', () => {
  const { press, draft } = field('Half a thought')
  expect(press('ArrowUp')).toBeUndefined()
  expect(draft.value).toBe('Half a thought')
})

test('ArrowUp keeps a recalled prompt that the user edited', async () => {
  const { press, draft } = field()
  press('ArrowUp')
  draft.value = 'third time'
  await nextTick()
  expect(press('ArrowUp')).toBeUndefined()
  expect(draft.value).toBe('third time')
})

test('recalling ends when the user moves the cursor by key or pointer', () => {
  const { press, end } = field()
  press('ArrowUp')
  press('ArrowLeft')
  expect(press('ArrowUp')).toBeUndefined()

  const other = field()
  other.press('ArrowUp')
  other.end()
  expect(other.press('ArrowUp')).toBeUndefined()
  end()
})

test('ArrowUp does nothing with a modifier or without prompts', () => {
  expect(field().press('ArrowUp', { shiftKey: true })).toBeUndefined()
  expect(field().press('ArrowUp', { metaKey: true })).toBeUndefined()
  expect(field('', []).press('ArrowUp')).toBeUndefined()
})
