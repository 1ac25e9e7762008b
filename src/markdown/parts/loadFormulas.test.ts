import { expect, onTestFinished, test, vi } from 'vitest'
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

/** Loads the module again, with these imports replaced. */
async function loadFresh(mocks: Readonly<Record<string, () => Promise<object>>>) {
  vi.resetModules()
  for (const [name, mock] of Object.entries(mocks)) {
    vi.doMock(name, mock)
    onTestFinished(() => vi.doUnmock(name))
  }
  return await import('./loadFormulas.ts')
}

const fail = () => Promise.reject<object>(new Error('Failed to fetch'))
const CSS = 'katex/dist/katex.min.css'

test('loadFormulas() tries again after a failure', async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  let attempts = 0
  const fresh = await loadFresh({
    katex: () => (++attempts === 1 ? fail() : vi.importActual<object>('katex')),
  })
  await expect(fresh.loadFormulas()).rejects.toThrow()
  const draw = await fresh.loadFormulas()
  expect(draw('x', false).querySelector('math')).not.toBeNull()
  vi.restoreAllMocks()
})

test('loadFormulas() warns once how to install KaTeX if it is missing', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const fresh = await loadFresh({ katex: fail })
  await expect(fresh.loadFormulas()).rejects.toThrow()
  await expect(fresh.loadFormulas()).rejects.toThrow()
  expect(warn).toHaveBeenCalledTimes(1)
  expect(warn.mock.lastCall?.[0]).toContain('npm install katex')
  vi.restoreAllMocks()
})

test('loadFormulas() does not warn in production', async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const fresh = await loadFresh({ katex: fail })
  await expect(fresh.loadFormulas()).rejects.toThrow()
  expect(warn).not.toHaveBeenCalled()
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('a formula is drawn as MathML only if the styles of KaTeX cannot be loaded', async () => {
  const draw = await (await loadFresh({ [CSS]: fail })).loadFormulas()
  const element = draw('x^2', true)
  expect(element.querySelector('math')?.getAttribute('display')).toBe('block')
  expect(element.querySelector('.katex-html')).toBeNull()
})

test('a formula is drawn with the styles that the page has a link to', async () => {
  const style = document.createElement('style')
  style.textContent = '.katex .katex-mathml { position: absolute }'
  document.head.append(style)
  onTestFinished(() => style.remove())
  const draw = await (await loadFresh({ [CSS]: fail })).loadFormulas()
  expect(draw('x^2', true).querySelector('.katex-html')).not.toBeNull()
})

test('the lowest supported KaTeX draws a formula', async () => {
  const fresh = await loadFresh({ katex: () => vi.importActual<object>('katex-0.16') })
  const draw = await fresh.loadFormulas()
  expect(draw('\\frac{1}{x}', true).querySelector('math mfrac')).not.toBeNull()
  expect(() => draw('\\href{https://canary.example}{x}', false)).not.toThrow()
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
