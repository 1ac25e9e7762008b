import { defineAsyncComponent } from 'vue'

// What few answers have, and the first screen does not need.
const loadToolCall = () => import('./ToolCall.vue')
const loadSourceList = () => import('./SourceList.vue')

export const ToolCall = defineAsyncComponent(loadToolCall)
export const SourceList = defineAsyncComponent(loadSourceList)
export const AnswerFile = defineAsyncComponent(() => import('./AnswerFile.vue'))

/** Loads them before the first answer: then they are drawn with it, and move nothing. */
export async function preloadAnswerParts(): Promise<void> {
  // Whatever cannot be loaded now is loaded when it is needed.
  await Promise.allSettled([loadToolCall(), loadSourceList()])
}
