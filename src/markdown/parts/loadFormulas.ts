import { checkDrawing, checkSource } from './formulaBounds.ts'

export type DrawFormula = (tex: string, display: boolean) => Element

let loading: Promise<DrawFormula> | undefined

/**
 * Loads KaTeX with its styles, once. The function that it resolves to draws a formula. It throws KaTeX's
 * ParseError if the formula is wrong, and an Error if the formula is so large that it could freeze or crash the
 * page.
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
  const [{ default: katex }] = await Promise.all([
    import('katex'),
    import('katex/dist/katex.min.css'),
  ])
  return (tex, displayMode) => {
    const maxExpand = checkSource(tex)
    const element = document.createElement('span')
    // KaTeX creates elements, not markup. `trust: false` disables commands that create links or load images.
    katex.render(tex, element, {
      displayMode,
      throwOnError: true,
      trust: false,
      strict: false,
      maxSize: 20,
      maxExpand,
    })
    checkDrawing(element)
    return element
  }
}
