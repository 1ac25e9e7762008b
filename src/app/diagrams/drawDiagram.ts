import type { DrawDiagram } from '../../markdown/index.ts'

let loading: Promise<DrawDiagram> | undefined

/** Draws a diagram. Loads the code with the first one; if that fails, the next diagram tries again. */
export const drawDiagram: DrawDiagram = async (source, options) => {
  loading ??= import('./createDrawDiagram.ts').then(
    ({ createDrawDiagram }) => createDrawDiagram(),
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  const draw = await loading
  return draw(source, options)
}
