/** Streaming Markdown: a Vue component, and the functions that it is built on. */
import type { StreamMarkdownComponent } from './options.ts'
import Renderer from './StreamMarkdown.vue'

/**
 * Renders Markdown while it streams. Import `vue-chat-stream/markdown.css` for its styles.
 *
 * @example <StreamMarkdown :text="textOf(message)" :streaming="message.outcome === undefined" />
 */
export const StreamMarkdown: StreamMarkdownComponent = Renderer
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
  StreamMarkdownComponent,
  StreamMarkdownProps,
  StreamMarkdownSlots,
} from './options.ts'
