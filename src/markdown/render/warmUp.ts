import { h, render, type Component } from 'vue'

/** A sample of every kind of content that needs no lazily loaded code. */
const SAMPLE = `## One

Some **bold** and *gentle* words, \`code\` and a [link](https://example.com/ "There"), ~~not~~ more.
It **goes on *and* on**, until \`another\` line.

- one
  - **two**
- [x] three

> Four

| a | b |
| - | - |
| 1 | 2 |

\`\`\`
five
\`\`\`
`
/** Number of characters added per rendering. */
const PIECE = 16
/** How often the whole sample is rendered. */
const ROUNDS = 4
/** Idle time that must remain to start another rendering, in milliseconds. */
const MIN_IDLE_TIME = 5

let isWarm = false

/**
 * Renders a small document off the page while the browser is idle and waits for the first text of an answer. Browsers
 * compile and optimize code that has run, so the first text then renders as fast as later text. Runs once per page.
 *
 * @param component a component that renders Markdown from the props `text` and `streaming`
 */
export function warmUp(component: Component): void {
  if (isWarm || typeof requestIdleCallback !== 'function') return
  isWarm = true
  const container = document.createElement('div')
  let round = 0
  let end = 0

  function renderMore(deadline: IdleDeadline) {
    while (round < ROUNDS && deadline.timeRemaining() > MIN_IDLE_TIME) {
      end += PIECE
      const text = SAMPLE.slice(0, end)
      render(h(component, { key: round, text, streaming: end < SAMPLE.length }), container)
      if (end < SAMPLE.length) continue
      end = 0
      round++
    }
    if (round < ROUNDS) requestIdleCallback(renderMore)
    else render(null, container)
  }
  requestIdleCallback(renderMore)
}
