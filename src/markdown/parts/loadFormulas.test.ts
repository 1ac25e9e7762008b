import { expect, test, vi } from 'vitest'
import { loadFormulas } from './loadFormulas.ts'

// KaTeX draws nothing on a page without a document type, which happy-dom's has not.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

test('a formula is drawn of elements, with its meaning for those who hear it', async () => {
  const draw = await loadFormulas()
  const element = draw('\\frac{1}{x}', true)
  expect(element.querySelector('math mfrac')).not.toBeNull()
  expect(element.querySelector('.katex-display')).not.toBeNull()
})

test('it is loaded once', async () => {
  expect(await loadFormulas()).toBe(await loadFormulas())
})

test('what could not be loaded is tried again by the next formula', async () => {
  vi.resetModules()
  let attempts = 0
  vi.doMock('katex', async (importActual) => {
    if (++attempts === 1) throw new Error('Failed to fetch')
    return await importActual<typeof import('katex')>()
  })
  const fresh = await import('./loadFormulas.ts')
  await expect(fresh.loadFormulas()).rejects.toThrow()
  const draw = await fresh.loadFormulas()
  expect(draw('x', false).querySelector('math')).not.toBeNull()
  vi.doUnmock('katex')
})

test.each(['\\notacommand', '\\frac{1}', 'a}'])('%s is refused with a reason', async (tex) => {
  const draw = await loadFormulas()
  expect(() => draw(tex, false)).toThrow(/KaTeX parse error/)
})

test.each([
  '\\href{https://canary.example}{x}',
  '\\url{https://canary.example}',
  '\\includegraphics{https://canary.example/a.png}',
  '\\htmlClass{app}{x}',
  '\\htmlId{app}{x}',
  '\\htmlStyle{position:fixed}{x}',
])('%s makes neither a link, a picture nor an attribute', async (tex) => {
  const draw = await loadFormulas()
  const element = draw(tex, false)
  expect(element.querySelector('a, img, #app, .app, [style*=fixed]')).toBeNull()
})

test('one that grows without end is refused', async () => {
  const draw = await loadFormulas()
  expect(() => draw('\\def\\a{\\a\\a}\\a', false)).toThrow(/Too many expansions/)
})
