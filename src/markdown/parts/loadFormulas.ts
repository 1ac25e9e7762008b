import type { KatexOptions } from 'katex'
import { checkDrawing, checkSource } from './formulaBounds.ts'

export type DrawFormula = (tex: string, display: boolean) => Element

declare const process: { readonly env: { readonly NODE_ENV?: string } }

let loading: Promise<DrawFormula> | undefined
let hasWarned = false

/**
 * Loads KaTeX with its styles, once. The function that it resolves to draws a formula. It throws KaTeX's
 * ParseError if the formula is wrong, and an Error if the formula is so large that it could freeze or crash the
 * page. If KaTeX cannot be loaded, the first call during development warns how to install it.
 *
 * Without its styles, KaTeX draws MathML, which browsers style themselves.
 *
 * @throws whatever the import of KaTeX throws, such as the error of a bundler if it is not installed
 */
export function loadFormulas(): Promise<DrawFormula> {
  loading ??= load()
  loading.catch(() => {
    // Let the next formula try again.
    loading = undefined
  })
  return loading
}

async function load(): Promise<DrawFormula> {
  const [{ default: katex }, hasStyles] = await Promise.all([loadKatex(), loadStyles()])
  const output = hasStyles ? 'htmlAndMathml' : 'mathml'
  return (tex, displayMode) => {
    const maxExpand = checkSource(tex)
    const element = document.createElement('span')
    // KaTeX creates elements, not markup. `trust: false` disables commands that create links or load images.
    const options: KatexOptions = { displayMode, throwOnError: true, trust: false, strict: false }
    katex.render(tex, element, { ...options, output, maxSize: 20, maxExpand })
    checkDrawing(element)
    return element
  }
}

/** KaTeX is an optional peer: inside of `try`, its import may fail without breaking the build of a page. */
async function loadKatex(): Promise<typeof import('katex')> {
  try {
    return await import('katex')
  } catch (cause) {
    if (!hasWarned && isDevelopment()) {
      hasWarned = true
      console.warn(
        'Formulas are shown as source, because the package "katex" could not be loaded. ' +
          'Install it: npm install katex',
        cause,
      )
    }
    throw cause
  }
}

/** Returns whether the page has KaTeX's styles. */
async function loadStyles(): Promise<boolean> {
  try {
    await import('katex/dist/katex.min.css')
    return true
  } catch {
    // Browsers and Node import no CSS without a bundler, but the page may have a link to the styles.
    return isStyled()
  }
}

/** Returns whether KaTeX's styles hide the MathML beside its HTML. */
function isStyled(): boolean {
  const element = document.createElement('span')
  element.className = 'katex'
  element.append(document.createElement('span'))
  element.firstElementChild?.classList.add('katex-mathml')
  document.body.append(element)
  const { position } = getComputedStyle(element.firstElementChild ?? element)
  element.remove()
  return position === 'absolute'
}

/** Bundlers replace `process.env.NODE_ENV`. A page without a bundler has no `process`. */
function isDevelopment(): boolean {
  try {
    return process.env.NODE_ENV !== 'production'
  } catch {
    return false
  }
}
