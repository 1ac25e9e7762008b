import { defineAsyncComponent, shallowRef } from 'vue'

// Loaded on demand: few answers contain these parts, and the first screen does not need them.
const loadToolCall = async () => (await import('./tools/ToolCall.vue')).default
const loadToolCallGroup = async () => (await import('./tools/ToolCallGroup.vue')).default
const loadSourceList = async () => (await import('./SourceList.vue')).default

export const toolCall = shallowRef(defineAsyncComponent(loadToolCall))
export const toolCallGroup = shallowRef(defineAsyncComponent(loadToolCallGroup))
export const sourceList = shallowRef(defineAsyncComponent(loadSourceList))
export const AnswerFile = defineAsyncComponent(() => import('./AnswerFile.vue'))

/**
 * Loads the components for tool calls and sources before the first answer. They then render together with the answer:
 * a later render would change the height after the view has scrolled to the end.
 */
export async function preloadAnswerParts(): Promise<void> {
  try {
    ;[toolCall.value, toolCallGroup.value, sourceList.value] = await Promise.all([
      loadToolCall(),
      loadToolCallGroup(),
      loadSourceList(),
    ])
  } catch {
    // Each async component then loads when it is first rendered.
  }
}
