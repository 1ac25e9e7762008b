import { Window } from 'happy-dom'

/**
 * Just enough of a page for Vue, to be imported before it. vitest's own DOM environments would also
 * replace Node's `fetch`, streams and signals, which are what these tests are about.
 */
const window = new Window()
Object.assign(globalThis, {
  window,
  document: window.document,
  Element: window.Element,
  SVGElement: window.SVGElement,
  requestAnimationFrame: window.requestAnimationFrame.bind(window),
  cancelAnimationFrame: window.cancelAnimationFrame.bind(window),
})
