import type { Component, ComponentPublicInstance, InjectionKey, PublicProps, Ref, VNode } from 'vue'
import type { Announce } from './announcing/createAnnouncer.ts'
import type { Chunks } from './chunks.ts'

/** UI texts and accessible names around the content, in one language. */
export interface MarkdownLabels {
  copy: string
  copied: string
  copyFailed: string
  wrap: string
  download: string
  copyTable: string
  /** The name of a code block without a language. */
  code: string
  formula: string
  diagram: string
  /**
   * Label of the button that loads an image. Images are not fetched before the user asks for it.
   *
   * @param host the image's host
   */
  loadImage: (host: string) => string
  imageFailed: string
  openImage: string
  footnotes: string
  backToText: string
  taskDone: string
  taskOpen: string
}

export const englishLabels: MarkdownLabels = {
  copy: 'Copy code',
  copied: 'Copied',
  copyFailed: 'Could not be copied',
  wrap: 'Wrap lines',
  download: 'Download',
  copyTable: 'Copy table',
  code: 'Code',
  formula: 'Formula',
  diagram: 'Diagram',
  loadImage: (host) => `Load image from ${host}`,
  imageFailed: 'The image could not be loaded.',
  openImage: 'Open it in a new tab',
  footnotes: 'Footnotes',
  backToText: 'Back to the text',
  taskDone: 'Done',
  taskOpen: 'Not done',
}

/**
 * Draws a diagram. Resolves to the source of an SVG document, which is shown as an image; rejects with the reason for a
 * failure.
 */
export type DrawDiagram = (source: string, options: { dark: boolean }) => Promise<string>

/** The kinds of content that a custom component may draw, with the props that it receives. */
export interface MarkdownParts {
  /** A code block, fenced or indented. */
  code: CodeProps
  /** A code block in the language `mermaid`. */
  diagram: CodeProps
  formula: FormulaProps
  image: ImageProps
  /** The frame around a table. The table is its default slot. */
  table: object
}

export interface CodeProps {
  /** The first word of {@link info}. */
  language: string
  /** The info string after the opening fence. It is untrusted content: don't use it as a class or an id. */
  info: string
  /** The lines of code, without line endings. In an open block, the last line may grow. */
  lines: Chunks<string>
  /**
   * Whether the block may still grow. For a diagram, also true if the text was cut off: an incomplete diagram cannot be
   * drawn.
   */
  open: boolean
}

export interface FormulaProps {
  tex: string
  /** Whether it is a display formula, on its own line. */
  display: boolean
  /** Whether its end has not arrived. */
  open?: boolean
}

export interface ImageProps {
  /** The URL as written. It may have any scheme. */
  src: string
  alt: string
  title?: string
}

/** Custom components for kinds of content. */
export type MarkdownComponents = {
  [Part in keyof MarkdownParts]?: Component<MarkdownParts[Part]>
}

/** The props of `StreamMarkdown`. */
export interface StreamMarkdownProps {
  /** All of the Markdown so far. It may grow, or be replaced. */
  text: string
  /**
   * Whether more text will arrive.
   *
   * @default false
   */
  streaming?: boolean
  /**
   * Whether the text ends too early, as a stopped answer does. Marks without an end still count as closed then, so
   * that the page doesn't change when `streaming` ends. Has no effect while `streaming` is true.
   *
   * @default false
   */
  cutOff?: boolean
  /**
   * Whether code is highlighted. The highlighter is loaded with the first code block in a known language.
   *
   * @default true
   */
  highlight?: boolean
  /**
   * Whether URLs in the text that begin with `http://`, `https://` or `mailto:` become links. Read only at creation.
   *
   * @default true
   */
  autolinks?: boolean
  /** UI texts that replace the English ones. */
  labels?: Partial<MarkdownLabels>
  /** Custom components for kinds of content. A slot of the same name takes precedence. */
  components?: MarkdownComponents
  /** Draws Mermaid diagrams. Without it, diagrams are shown as code. */
  drawDiagram?: DrawDiagram | undefined
}

/** The slots of `StreamMarkdown`, one for each kind of content. */
export type StreamMarkdownSlots = {
  [Part in keyof MarkdownParts]?: (
    props: Part extends 'table' ? { table: VNode } : MarkdownParts[Part],
  ) => VNode[]
}

/**
 * The type of `StreamMarkdown`. It is written out because the inferred one has type arguments that older versions of
 * Vue 3.5 don't know.
 */
export type StreamMarkdownComponent = new (
  props: StreamMarkdownProps & PublicProps,
) => ComponentPublicInstance<StreamMarkdownProps> & { $slots: StreamMarkdownSlots }

/** Settings that a document shares with its parts. */
export interface MarkdownContext {
  labels: Readonly<Ref<MarkdownLabels>>
  drawDiagram: Readonly<Ref<DrawDiagram | undefined>>
  /** Whether code is highlighted. */
  highlight: Readonly<Ref<boolean>>
  /** Announces a text to screen readers. */
  announce: Announce
}

export const markdownContextKey: InjectionKey<MarkdownContext> = Symbol('markdown')
