import { expect, it } from 'vitest'
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

it('brings earlier prompts, each once in a row, and goes back to the empty field', () => {
  const { press } = field()
  const up = ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => press(key))
  expect(up).toEqual(['third', 'second', 'first', 'first'])
  const down = ['ArrowDown', 'ArrowDown', 'ArrowDown'].map((key) => press(key))
  expect(down).toEqual(['second', 'third', ''])
  expect(press('ArrowDown')).toBeUndefined()
})

it('leaves alone what somebody wrote', () => {
  const { press, draft } = field('Half a thought')
  expect(press('ArrowUp')).toBeUndefined()
  expect(draft.value).toBe('Half a thought')
})

it('leaves alone what somebody made of a prompt', async () => {
  const { press, draft } = field()
  press('ArrowUp')
  draft.value = 'third time'
  await nextTick()
  expect(press('ArrowUp')).toBeUndefined()
  expect(draft.value).toBe('third time')
})

it('ends where somebody begins to move in the text, by a key or the pointer', () => {
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

it('leaves keys with modifiers, and keys without anything to recall, to the field', () => {
  expect(field().press('ArrowUp', { shiftKey: true })).toBeUndefined()
  expect(field().press('ArrowUp', { metaKey: true })).toBeUndefined()
  expect(field('', []).press('ArrowUp')).toBeUndefined()
})
