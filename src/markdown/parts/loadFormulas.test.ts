import { expect, test, vi } from 'vitest'
import { loadFormulas } from './loadFormulas.ts'

// KaTeX refuses to render on a page without a doctype, and happy-dom's page has none.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

test('a formula is drawn as elements, with MathML for screen readers', async () => {
  const draw = await loadFormulas()
  const element = draw('\\frac{1}{x}', true)
  expect(element.querySelector('math mfrac')).not.toBeNull()
  expect(element.querySelector('.katex-display')).not.toBeNull()
})

test('loadFormulas() loads KaTeX once', async () => {
  expect(await loadFormulas()).toBe(await loadFormulas())
})

test('loadFormulas() tries again after a failure', async () => {
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

test.each(['\\notacommand', '\\frac{1}', 'a}'])(
  'drawFormula throws the parse error of %s',
  async (tex) => {
    const draw = await loadFormulas()
    expect(() => draw(tex, false)).toThrow(/KaTeX parse error/)
  },
)

test.each([
  '\\href{https://canary.example}{x}',
  '\\url{https://canary.example}',
  '\\includegraphics{https://canary.example/a.png}',
  '\\htmlClass{app}{x}',
  '\\htmlId{app}{x}',
  '\\htmlStyle{position:fixed}{x}',
])('drawFormula creates no link, image or attribute for %s', async (tex) => {
  const draw = await loadFormulas()
  const element = draw(tex, false)
  expect(element.querySelector('a, img, #app, .app, [style*=fixed]')).toBeNull()
})

test('drawFormula refuses an endlessly growing macro', async () => {
  const draw = await loadFormulas()
  expect(() => draw('\\def\\a{\\a\\a}\\a', false)).toThrow(/Too many expansions/)
})
