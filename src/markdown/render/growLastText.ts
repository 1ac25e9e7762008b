import { getCurrentInstance, Text as TextNode, type VNode } from 'vue'
import { beginsWith } from '../beginsWith.ts'

type Next = VNode | string | readonly (VNode | string)[]

/**
 * Appends to the last text on the page what the next nodes have more of it, before Vue compares them. Vue
 * itself would set all of the text anew: that takes the selection from whoever reads it, and time.
 *
 * Called by a component's render function with what it returns.
 */
export function growLastText<Nodes extends VNode | (VNode | string)[]>(next: Nodes): Nodes {
  // Not there yet at the first rendering, whatever its type says.
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
