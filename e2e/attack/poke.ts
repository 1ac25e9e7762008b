const MOVES = [
  'pointerover',
  'pointerenter',
  'mouseover',
  'mouseenter',
  'mousemove',
  'focus',
  'toggle',
]

/** What a click would lead away to, or send, is not gone to. */
export function stayHere(): void {
  for (const type of ['click', 'auxclick', 'submit']) {
    window.addEventListener(type, (event) => event.preventDefault(), { capture: true })
  }
}

/**
 * Does to every element what a person might.
 *
 * @param isSpared whether a button is not clicked
 */
export function poke(root: Element, isSpared: (button: Element) => boolean): void {
  for (const element of root.querySelectorAll('*')) {
    for (const type of MOVES) element.dispatchEvent(new Event(type, { bubbles: true }))
    const isClicked = element.matches('a, button, summary, input, [onclick], [role=button]')
    if (isClicked && !isSpared(element)) {
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
  }
}
