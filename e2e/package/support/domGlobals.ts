import { Window } from 'happy-dom'

/**
 * The parts of a page that Vue needs. Import this module before Vue. vitest's own DOM environments would also replace
 * Node's `fetch`, streams and signals, which these tests are about.
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
