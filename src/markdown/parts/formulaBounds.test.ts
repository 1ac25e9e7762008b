import { describe, expect, test } from 'vitest'
import { loadFormulas } from './loadFormulas.ts'

// KaTeX refuses to render on a page without a doctype, and happy-dom's page has none.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

const nested = (open: string, count: number, close = '}') =>
  `${open.repeat(count)}x${close.repeat(count)}`

const draw = async (tex: string) => (await loadFormulas())(tex, true)

describe('drawFormula refuses a formula that would crash or freeze the page', () => {
  test.each([
    ['fractions, 150 deep', nested('\\frac{1}{', 150)],
    ['square roots, 300 deep', nested('\\sqrt{', 300)],
    ['superscripts, 200 deep', nested('x^{', 200)],
    ['boxes, 150 deep', nested('\\boxed{', 150)],
    ['accents, 45 deep', nested('\\hat{', 45)],
    ['braces above, 40 deep', nested('\\overbrace{', 40)],
    ['arrays, 30 deep', nested('\\begin{matrix}', 30, '\\end{matrix}')],
    ['delimiters, 210 deep', nested('\\left(', 210, '\\right)')],
  ])('%s', async (_, tex) => {
    await expect(draw(tex)).rejects.toThrow('nested too deeply')
  })

  test('a macro that nests fractions, 100 deep', async () => {
    const tex = `\\def\\a#1{\\frac{1}{#1}}${nested('\\a{', 100)}`
    await expect(draw(tex)).rejects.toThrow(/nested too deeply|Too many expansions/)
  })

  test('120 KB of symbols', async () => {
    await expect(draw('x+'.repeat(60_000))).rejects.toThrow('too long')
  })

  test('a table of 160 × 50 cells that are made by macros', async () => {
    const row = `\\def\\a{x&}\\def\\b{${'\\a'.repeat(16)}}\\begin{matrix}`
    await expect(draw(`${row}${'\\b x\\\\'.repeat(150)}\\end{matrix}`)).rejects.toThrow(
      /Too many expansions|too many parts/,
    )
  })

  test('a macro that is long and used often', async () => {
    const tex = `\\def\\a{${'x'.repeat(1000)}}${'\\a'.repeat(190)}`
    await expect(draw(tex)).rejects.toThrow('Too many expansions')
  })

  test('macros that double their argument, 30 times', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyzABCDE'
    const macros = [...letters].slice(1).map((next, index) => {
      return `\\def\\z${letters[index]}#1{\\z${next}{#1#1}}`
    })
    const tex = `${macros.join('')}\\def\\zE#1{#1}\\za{x}`
    await expect(draw(tex)).rejects.toThrow('repeats a parameter')
  })

  test('a macro that is defined by another name of \\def', async () => {
    const tex = `\\let\\d\\def\\d\\a#1{#1#1}\\a{\\a{x}}`
    await expect(draw(tex)).rejects.toThrow('repeats a parameter')
  })
})

describe('drawFormula draws', () => {
  test.each([
    ['a continued fraction of 12 levels', nested('1+\\cfrac{1}{', 12)],
    ['a macro without a parameter', '\\newcommand{\\Field}{\\mathbb{R}} f: \\Field^n \\to \\Field'],
    ['a macro with parameters', '\\newcommand{\\ip}[2]{\\langle #1, #2 \\rangle} \\ip{a}{b}'],
    ['two macros by \\def', '\\def\\a#1{|#1|}\\def\\b#1{\\|#1\\|} \\a{x} \\le \\b{y}'],
    ['a derivation of 40 lines', `\\begin{aligned}${'a &= b + c^2 \\\\'.repeat(40)}\\end{aligned}`],
    ['30 arrows, which are macros', '\\implies a '.repeat(30)],
  ])('%s', async (_, tex) => {
    const element = await draw(tex)
    expect(element.querySelector('math')).not.toBeNull()
  })
})
