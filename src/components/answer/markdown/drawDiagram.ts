import type { InjectionKey } from 'vue'
import type { DrawDiagram } from '../../../markdown/index.ts'

/** Injects the function that draws diagrams in answers. Without it, diagrams are shown as code. */
export const drawDiagramKey: InjectionKey<DrawDiagram> = Symbol('draw diagrams')
