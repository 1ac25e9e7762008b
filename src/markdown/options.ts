import type { Component, InjectionKey, Ref } from 'vue'
import type { Announce } from './announcing/createAnnouncer.ts'
import type { Chunks } from './chunks.ts'

/** What a reader sees and hears around the content, in one language. */
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
  /** Shown instead of a picture that is not fetched before somebody asks: {@link host} is where it lies. */
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

/** Draws a diagram: resolves to the text of an SVG document, which is shown as an image. Rejects with why not. */
export type DrawDiagram = (source: string, options: { dark: boolean }) => Promise<string>

/** The kinds of content that a component of one's own may draw, with the props that it gets. */
export interface MarkdownParts {
  /** A code block, fenced or indented. */
  code: CodeProps
  /** A code block in the language `mermaid`. */
  diagram: CodeProps
  formula: FormulaProps
  image: ImageProps
  /** Around a table, which is its default slot. */
  table: object
}

export interface CodeProps {
  /** The first word of {@link info}. */
  language: string
  /** What stands behind the opening fence. It is content: not to be trusted as a class or an id. */
  info: string
  /** Its lines, without their ends. Of an open block the last one may grow. */
  lines: Chunks<string>
  /** Whether more of it may come. Of a diagram, whether its end is not there: half of one cannot be drawn. */
  open: boolean
}

export interface FormulaProps {
  tex: string
  /** Whether it stands on a line of its own. */
  display: boolean
  /** Whether its end is not there. */
  open?: boolean
}

export interface ImageProps {
  /** As written: any scheme may be in it. */
  src: string
  alt: string
  title?: string
}

/** Own components for kinds of content. */
export type MarkdownComponents = {
  [Part in keyof MarkdownParts]?: Component<MarkdownParts[Part]>
}

/** What the parts of a document share with it. */
export interface MarkdownContext {
  labels: Readonly<Ref<MarkdownLabels>>
  drawDiagram: Readonly<Ref<DrawDiagram | undefined>>
  /** Colours in code. */
  highlight: Readonly<Ref<boolean>>
  /** Lets screen readers speak a text. */
  announce: Announce
}

export const markdownContextKey: InjectionKey<MarkdownContext> = Symbol('markdown')
