import type { DrawDiagram } from '../../markdown/index.ts'

let loading: Promise<DrawDiagram> | undefined

/** Draws diagrams by what is loaded with the first one. If it cannot be loaded, the next one tries again. */
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
