import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import FormulaView from './FormulaView.vue'
import { loadFormulas } from './loadFormulas.ts'
import { mountPart } from './mountPart.test-helper.ts'

vi.mock('./loadFormulas.ts')

enableAutoUnmount(afterEach)

/** Draws any source that does not end with a backslash. */
const draw = vi.fn((tex: string, display: boolean) => {
  if (tex.endsWith('\\')) throw new Error('A command is missing.')
  const element = document.createElement('i')
  element.textContent = `${display ? 'large' : 'small'} ${tex}`
  return element
})

beforeEach(() => {
  draw.mockClear()
  vi.mocked(loadFormulas).mockReset().mockResolvedValue(draw)
})

const mountFormula = (props: object) =>
  mountPart(FormulaView, { tex: 'x', display: false, ...props })

test('a formula shows its source until it is drawn', async () => {
  const formula = mountFormula({ tex: 'x^2' })
  expect(formula.get('code').text()).toBe('x^2')
  await flushPromises()
  expect(formula.get('i').text()).toBe('small x^2')
  expect(formula.find('code').exists()).toBe(false)
})

test('a display formula is drawn in display style', async () => {
  const formula = mountFormula({ display: true })
  await flushPromises()
  expect(formula.get('i').text()).toBe('large x')
  expect(formula.classes()).toContain('display')
})

test('an invalid formula shows its source and the error', async () => {
  const formula = mountFormula({ tex: 'a\\' })
  await flushPromises()
  expect(formula.get('code').text()).toBe('a\\')
  expect(formula.get('code').attributes('title')).toBe('A command is missing.')
})

test('a growing formula keeps its last drawing while a command is incomplete', async () => {
  const formula = mountFormula({ tex: 'a', open: true })
  await flushPromises()
  await formula.setProps({ tex: 'a\\' })
  await flushPromises()
  expect(formula.get('i').text()).toBe('small a')
  expect(formula.find('code').exists()).toBe(false)
  await formula.setProps({ tex: 'a\\pi' })
  await flushPromises()
  expect(formula.get('i').text()).toBe('small a\\pi')
  await formula.setProps({ tex: 'a\\', open: false })
  await flushPromises()
  expect(formula.get('code').text()).toBe('a\\')
})

test('a formula is not drawn again when it ends', async () => {
  const formula = mountFormula({ tex: 'a', open: true })
  await flushPromises()
  const drawn = formula.get('i').element
  await formula.setProps({ open: false })
  await flushPromises()
  expect(formula.get('i').element).toBe(drawn)
})

test('a formula is drawn again when it becomes a display formula', async () => {
  const formula = mountFormula({})
  await flushPromises()
  await formula.setProps({ display: true })
  await flushPromises()
  expect(formula.get('i').text()).toBe('large x')
})

test('a formula that grows while the renderer loads is drawn once, in its latest state', async () => {
  let loaded: (drawing: typeof draw) => void = () => undefined
  vi.mocked(loadFormulas).mockReturnValue(new Promise((resolve) => (loaded = resolve)))
  const formula = mountFormula({ tex: 'a', open: true })
  await formula.setProps({ tex: 'a+' })
  await formula.setProps({ tex: 'a+b' })
  loaded(draw)
  await flushPromises()
  expect(draw).toHaveBeenCalledExactlyOnceWith('a+b', false)
})

test('an incomplete command without an earlier drawing shows its source without an error', async () => {
  const formula = mountFormula({ tex: '\\', open: true })
  await flushPromises()
  expect(formula.get('code').text()).toBe('\\')
  expect(formula.get('code').attributes('title')).toBeUndefined()
})

test('a corrected formula is drawn', async () => {
  const formula = mountFormula({ tex: 'a\\' })
  await flushPromises()
  await formula.setProps({ tex: 'a' })
  await flushPromises()
  expect(formula.get('i').text()).toBe('small a')
  expect(formula.find('code').exists()).toBe(false)
})

test('a formula that was invalid for a while is drawn again', async () => {
  const formula = mountFormula({ tex: 'a' })
  await flushPromises()
  for (const tex of ['a\\', 'a']) {
    await formula.setProps({ tex })
    await flushPromises()
  }
  expect(formula.find('code').exists()).toBe(false)
  expect(formula.get('i').isVisible()).toBe(true)
})

test('a long formula is drawn only when it is complete', async () => {
  const tex = 'x'.repeat(1001)
  const formula = mountFormula({ tex, open: true })
  await flushPromises()
  expect(draw).not.toHaveBeenCalled()
  await formula.setProps({ open: false })
  await flushPromises()
  expect(draw).toHaveBeenCalledExactlyOnceWith(tex, false)
})

test('a formula shows its source if the renderer cannot be loaded', async () => {
  vi.mocked(loadFormulas).mockRejectedValue(new Error('Failed to fetch'))
  const formula = mountFormula({ tex: 'x' })
  await flushPromises()
  expect(formula.get('code').text()).toBe('x')
})

test('an unmounted formula is not drawn', async () => {
  let loaded: (drawing: typeof draw) => void = () => undefined
  vi.mocked(loadFormulas).mockReturnValue(new Promise((resolve) => (loaded = resolve)))
  const formula = mountFormula({})
  formula.unmount()
  loaded(draw)
  await flushPromises()
  expect(draw).not.toHaveBeenCalled()
})
