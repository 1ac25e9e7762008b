const MOVES = [
  'pointerover',
  'pointerenter',
  'mouseover',
  'mouseenter',
  'mousemove',
  'focus',
  'toggle',
]

/** Prevents clicks and submits from leaving the page. */
export function preventNavigation(): void {
  for (const type of ['click', 'auxclick', 'submit']) {
    window.addEventListener(type, (event) => event.preventDefault(), { capture: true })
  }
}

/**
 * Triggers on every element the events that a user might: clicks, pointer moves, focus.
 *
 * @param isSpared - returns whether not to click a button
 */
export function interactWithAll(root: Element, isSpared: (button: Element) => boolean): void {
  for (const element of root.querySelectorAll('*')) {
    for (const type of MOVES) element.dispatchEvent(new Event(type, { bubbles: true }))
    const isClicked = element.matches('a, button, summary, input, [onclick], [role=button]')
    if (isClicked && !isSpared(element)) {
      element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    }
  }
}
