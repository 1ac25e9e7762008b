import { h, render, type Component } from 'vue'

/** A little of everything that loads nothing. */
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
/** How many characters are drawn at a time. */
const PIECE = 16
/** How often all of it is drawn. */
const ROUNDS = 4
/** What is left of an idle time that is not begun upon, in milliseconds. */
const SPARED = 5

let isWarm = false

/**
 * Runs a component over a small document, out of sight, while its page waits for the first words of an answer
 * and has nothing else to do. Browsers compile and optimise what has run: the first words are then drawn as
 * fast as the later ones. Once a page.
 *
 * @param component shows Markdown by the props `text` and `streaming`
 */
export function warmUp(component: Component): void {
  if (isWarm || typeof requestIdleCallback !== 'function') return
  isWarm = true
  const place = document.createElement('div')
  let round = 0
  let end = 0

  function drawMore(deadline: IdleDeadline) {
    while (round < ROUNDS && deadline.timeRemaining() > SPARED) {
      end += PIECE
      const text = SAMPLE.slice(0, end)
      render(h(component, { key: round, text, streaming: end < SAMPLE.length }), place)
      if (end < SAMPLE.length) continue
      end = 0
      round++
    }
    if (round < ROUNDS) requestIdleCallback(drawMore)
    else render(null, place)
  }
  requestIdleCallback(drawMore)
}
