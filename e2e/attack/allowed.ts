/** The allow list for the DOM of an answer: everything that is not listed is a fault. */

/** Elements of Markdown and of the parts around it, each with its attributes in addition to the common ones. */
export const ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'target', 'rel', 'title', 'data-host'],
  blockquote: [],
  br: [],
  button: ['type', 'title', 'disabled'],
  code: ['title'],
  del: [],
  div: ['dir'],
  em: [],
  figcaption: [],
  figure: ['dir'],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  img: ['src', 'alt', 'decoding'],
  input: ['type', 'disabled', 'checked'],
  li: ['value'],
  ol: ['start'],
  p: [],
  pre: [],
  section: [],
  span: ['dir', 'style', 'title'],
  strong: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['align'],
  th: ['align'],
  thead: [],
  tr: [],
  ul: [],
  // icons
  path: ['d'],
  svg: ['viewBox', 'xmlns', 'width', 'height', 'fill', 'stroke'],
}

export const ATTRIBUTES: readonly string[] = ['class', 'id', 'role', 'tabindex', 'data-undrawn']
export const ATTRIBUTE_PREFIXES: readonly string[] = ['aria-', 'data-v-']

/** Only elements inside these may be those that KaTeX draws. */
export const FORMULA = '.katex, .katex-display'

export const FORMULA_ELEMENTS: Readonly<Record<string, readonly string[]>> = {
  annotation: ['encoding'],
  line: ['x1', 'x2', 'y1', 'y2', 'stroke-width'],
  math: ['xmlns', 'display'],
  menclose: ['notation'],
  mfrac: ['linethickness'],
  mi: ['mathvariant'],
  mn: ['mathvariant'],
  mo: [
    ...['fence', 'form', 'lspace', 'rspace', 'linebreak', 'maxsize', 'minsize', 'mathvariant'],
    ...['movablelimits', 'separator', 'stretchy', 'symmetric', 'accent'],
  ],
  mover: ['accent'],
  mpadded: ['width', 'height', 'depth', 'lspace', 'voffset'],
  mphantom: [],
  mroot: [],
  mrow: [],
  mspace: ['width', 'height', 'depth', 'linebreak', 'mathbackground'],
  msqrt: [],
  mstyle: ['displaystyle', 'scriptlevel', 'mathcolor', 'mathsize', 'mathbackground'],
  msub: [],
  msubsup: [],
  msup: [],
  mtable: [
    ...['columnalign', 'columnlines', 'columnspacing', 'rowlines', 'rowspacing', 'width', 'side'],
  ],
  mtd: ['style'],
  mtext: ['mathvariant'],
  mtr: [],
  munder: ['accentunder'],
  munderover: [],
  path: ['d'],
  semantics: [],
  span: ['style'],
  svg: ['xmlns', 'width', 'height', 'viewBox', 'preserveAspectRatio', 'style'],
}

/** Prefixes of ids that neither match an id of the app nor clobber a global. */
export const ID = /^v-\d+(-footnote-\d+)?$/

/** The renderer's own classes. */
export const CLASSES: readonly string[] = [
  ...['stream-markdown', 'stream-markdown-sheet', 'stream-markdown-page'],
  ...['measured', 'streaming', 'task'],
  ...['code-block', 'head', 'language', 'line', 'wrapped', 'part-button', 'result'],
  ...['formula', 'display', 'remote-image', 'alt', 'diagram', 'picture', 'problem'],
  ...['table-frame', 'region', 'actions', 'footnotes', 'heading', 'back'],
]
export const COLOR_CLASS = /^token-[a-z]+$/

/** Classes that the attacks try to give formulas. KaTeX has hundreds of classes, so the forbidden ones are listed instead. */
export const FORBIDDEN_IN_FORMULAS: readonly string[] = ['dialog', 'sidebar']

/** The styles of a part that is hidden, and of one that is shown again. */
export const HIDDEN_STYLES: readonly string[] = ['display: none;', '']

export const LINK_PROTOCOLS: readonly string[] = ['http:', 'https:', 'mailto:']
/** Images that were drawn or fetched, and harmless ones embedded in the text. */
export const IMAGE = /^(blob:|data:image\/(png|jpeg|gif|webp|avif);base64,)/
