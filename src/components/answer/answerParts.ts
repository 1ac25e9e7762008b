import { defineAsyncComponent, shallowRef } from 'vue'

// What few answers have, and the first screen does not need.
const loadToolCall = async () => (await import('./ToolCall.vue')).default
const loadSourceList = async () => (await import('./SourceList.vue')).default

export const toolCall = shallowRef(defineAsyncComponent(loadToolCall))
export const sourceList = shallowRef(defineAsyncComponent(loadSourceList))
export const AnswerFile = defineAsyncComponent(() => import('./AnswerFile.vue'))

/**
 * Loads them before the first answer: then they are drawn with it at once, so that nothing moves, and the end that
 * is scrolled to is the end.
 */
export async function preloadAnswerParts(): Promise<void> {
  try {
    ;[toolCall.value, sourceList.value] = await Promise.all([loadToolCall(), loadSourceList()])
  } catch {
    // They are loaded when they are needed.
  }
}
