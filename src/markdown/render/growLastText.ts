import { getCurrentInstance, Text as TextNode, type VNode } from 'vue'
import { beginsWith } from '../beginsWith.ts'

type Next = VNode | string | readonly (VNode | string)[]

/**
 * Appends the new characters to the last text node on the page before Vue patches it. Vue itself would replace the
 * whole text, which takes time and removes the user's selection.
 *
 * Call it in a component's render function with the nodes to return.
 */
export function growLastText<Nodes extends VNode | (VNode | string)[]>(next: Nodes): Nodes {
  // Undefined at the first rendering, although its type doesn't say so.
  const drawn = getCurrentInstance()?.subTree as VNode | undefined | null
  if (drawn) grow(drawn, next)
  return next
}

function grow(drawn: VNode, next: Next): void {
  if (typeof next === 'string') {
    if (drawn.type === TextNode) growText(drawn, next)
    return
  }
  const isList = !('type' in next)
  if (!isList && (drawn.type !== next.type || typeof next.type !== 'string')) return
  const children = isList ? next : next.children
  if (!Array.isArray(drawn.children) || !Array.isArray(children)) return
  const last = drawn.children.length - 1
  const [drawnLast, nextLast] = [drawn.children[last], children[last]]
  if (isNode(drawnLast) && (isNode(nextLast) || typeof nextLast === 'string'))
    grow(drawnLast, nextLast)
}

function growText(drawn: VNode, text: string): void {
  const { el, children: before } = drawn
  if (!(el instanceof Text) || typeof before !== 'string' || el.data !== before) return
  if (text.length === before.length || !beginsWith(text, before)) return
  el.appendData(text.slice(before.length))
  drawn.children = text
}

const isNode = (child: unknown): child is VNode =>
  typeof child === 'object' && child !== null && 'type' in child
