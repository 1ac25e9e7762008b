/** Streaming Markdown: a Vue component, and the functions that it is built on. */
export { default as StreamMarkdown } from './StreamMarkdown.vue'
export { createMarkdownStream } from './createMarkdownStream.ts'
export type {
  MarkdownDocument,
  MarkdownStream,
  MarkdownStreamOptions,
} from './createMarkdownStream.ts'
export { englishLabels } from './options.ts'
export { announcerKey } from './announcing/useAnnouncer.ts'
export type { Announce, AnnounceOptions } from './announcing/createAnnouncer.ts'
export type {
  CodeProps,
  DrawDiagram,
  FormulaProps,
  ImageProps,
  MarkdownComponents,
  MarkdownLabels,
  MarkdownParts,
} from './options.ts'
