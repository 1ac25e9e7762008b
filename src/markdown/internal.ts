export { useAnnouncer } from './announcing/useAnnouncer.ts'
export type { Block } from './blocks/block.ts'
export type { Chunks } from './chunks.ts'
export { markdownContextKey } from './options.ts'
export { default as RemoteImage } from './parts/RemoteImage.vue'
export { safeHref } from './render/safeHref.ts'
export type { TextEnding } from './render/usePacedText.ts'
/** Loads the Markdown renderer as a separate chunk. */
export const loadStreamMarkdown = () => import('./StreamMarkdown.vue')
