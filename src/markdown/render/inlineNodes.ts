import type { Token } from 'markdown-it'
import { h, isVNode, type Component, type VNode } from 'vue'
import { linkHost } from './linkHost.ts'
import { safeHref } from './safeHref.ts'

export type Nodes = (VNode | string)[]

/** The components for inline content that is more than a plain element. */
export interface InlineComponents {
  formula: Component
  image: Component
  footnoteReference: Component
}

/** The elements that a text may contain, by token type. This is an allowlist: other tokens render no element. */
const ELEMENTS: Readonly<Record<string, string>> = {
  em_open: 'em',
  strong_open: 'strong',
  del_open: 'del',
  link_open: 'a',
}

/** Maximum nesting of elements. Deeper elements are left out, and their content is rendered without them. */
const MAX_DEPTH = 50

/**
 * Maximum number of formulas rendered in one text; the others show their source. The browser lays out a paragraph as
 * a whole, so thousands of formulas in one would freeze the page.
 */
const MAX_FORMULAS = 500

interface OpenElement {
  token: Token | undefined
  children: Nodes
}

/** Returns the nodes that show a text. Strings are rendered as text, never as markup. */
export function toNodes(tokens: readonly Token[], components: InlineComponents): Nodes {
  const root: OpenElement = { token: undefined, children: [] }
  const open = [root]
  let formulas = 0
  for (const token of tokens) {
    const parent = open[open.length - 1] ?? root
    if (token.nesting > 0) {
      const children = open.length > MAX_DEPTH ? parent.children : []
      open.push({ token, children })
    } else if (token.nesting < 0) {
      const element = open.pop()
      const outer = open[open.length - 1] ?? root
      if (element !== undefined && element.children !== outer.children)
        outer.children.push(...toElement(element))
    } else if (isFormula(token) && ++formulas > MAX_FORMULAS)
      parent.children.push(h('code', token.content))
    else addLeaf(token, parent.children, components)
  }
  return root.children
}

const isFormula = ({ type }: Token) => type === 'formula' || type === 'display_formula'

function toElement({ token, children }: OpenElement): Nodes {
  const element = ELEMENTS[token?.type ?? '']
  if (element === undefined || token === undefined) return children
  if (element !== 'a') return [h(element, children)]
  return [h('a', toLinkAttributes(token, children), children)]
}

function toLinkAttributes(link: Token, children: Nodes): Record<string, string> {
  const href = safeHref(String(link.attrGet('href') ?? ''))
  const title = link.attrGet('title')
  const host = href === undefined ? '' : linkHost(href, textOf(children))
  return {
    ...(href === undefined ? {} : { href }),
    ...(href === undefined || href.startsWith('#')
      ? {}
      : { target: '_blank', rel: 'noopener noreferrer' }),
    ...(title === null ? {} : { title: String(title) }),
    ...(host === '' ? {} : { 'data-host': host }),
  }
}

/** Returns the visible text of nodes. Images and formulas count as empty. */
const textOf = (nodes: readonly unknown[]): string =>
  nodes
    .map((node) => {
      if (!isVNode(node)) return typeof node === 'string' ? node : ''
      return Array.isArray(node.children) ? textOf(node.children) : textOf([node.children])
    })
    .join('')

function addLeaf(token: Token, nodes: Nodes, components: InlineComponents): void {
  const { type, content } = token
  switch (type) {
    case 'text':
      addText(content, nodes)
      return
    case 'softbreak':
      addText('\n', nodes)
      return
    case 'hardbreak':
      nodes.push(h('br'))
      addText('\n', nodes)
      return
    case 'code_inline':
      nodes.push(h('code', content))
      return
    case 'formula':
    case 'display_formula':
      nodes.push(h(components.formula, { tex: content, display: type === 'display_formula' }))
      return
    case 'footnote_reference':
      nodes.push(h(components.footnoteReference, { label: content }))
      return
    case 'image': {
      const title = token.attrGet('title')
      nodes.push(
        h(components.image, {
          src: String(token.attrGet('src') ?? ''),
          alt: toPlainText(token.children ?? []),
          ...(title === null ? {} : { title: String(title) }),
        }),
      )
      return
    }
    default:
      addText(content, nodes)
  }
}

/** Merges adjacent pieces of text into one node, so that the user can find and select words across them. */
function addText(text: string, nodes: Nodes): void {
  const last = nodes[nodes.length - 1]
  if (typeof last === 'string') nodes[nodes.length - 1] = last + text
  else if (text !== '') nodes.push(text)
}

const toPlainText = (tokens: readonly Token[]): string =>
  tokens
    .map(({ type, content, children }) => {
      if (type === 'softbreak' || type === 'hardbreak') return '\n'
      return children ? toPlainText(children) : content
    })
    .join('')
