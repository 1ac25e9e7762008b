import type { Component, InjectionKey, Ref } from 'vue'

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

/** Own components for kinds of content, each with the props of the built-in one. */
export interface MarkdownComponents {
  code?: Component
  formula?: Component
  diagram?: Component
  image?: Component
  table?: Component
}

/** What the parts of a document share with it. */
export interface MarkdownContext {
  labels: Readonly<Ref<MarkdownLabels>>
  components: Readonly<Ref<MarkdownComponents>>
  drawDiagram: Readonly<Ref<DrawDiagram | undefined>>
  /** Colours in code. */
  highlight: Readonly<Ref<boolean>>
}

export const markdownContextKey: InjectionKey<MarkdownContext> = Symbol('markdown')
