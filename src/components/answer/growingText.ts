import type { Directive } from 'vue'

/**
 * `v-growing-text="text"`: shows text, and appends to it when it grows.
 *
 * `{{ text }}` in a template replaces the whole text on each change, and the reader loses the selection.
 * The element must have no other content.
 */
export const vGrowingText: Directive<HTMLElement, string> = {
  mounted(element, { value }) {
    element.replaceChildren(document.createTextNode(value))
  },

  updated(element, { value }) {
    const node = element.firstChild
    if (!(node instanceof Text)) return element.replaceChildren(document.createTextNode(value))
    if (value === node.data) return
    if (value.startsWith(node.data)) node.appendData(value.slice(node.length))
    else node.data = value
  },
}
