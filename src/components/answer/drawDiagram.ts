import type { InjectionKey } from 'vue'
import type { DrawDiagram } from '../../markdown/index.ts'

/** What draws the diagrams in answers. Without it they stay code. */
export const drawDiagramKey: InjectionKey<DrawDiagram> = Symbol('draw diagrams')
