import { setTimeout } from 'node:timers/promises'
import type { Model } from 'vue-chat-stream/stub-server'

const TOKENS = 60
const TOKEN_INTERVAL = 10

/** What the model says: another text for every question. */
function tokensTo(message: string): readonly string[] {
  const words = Array.from({ length: TOKENS }, (_, index) => ` ${message} ${index}\n 龙🐉`)
  return ['You asked:', ...words]
}

export function answerTo(message: string): string {
  return tokensTo(message).join('')
}

/**
 * Makes a model that begins to speak once so many questions came, so that all of its answers stream at
 * the same time.
 */
export function createEchoModel(party = 1): Model {
  let arrived = 0
  let begin = () => {}
  const everybodyIsHere = new Promise<void>((resolve) => (begin = resolve))
  return async function* echo({ message = '' }, signal) {
    arrived += 1
    if (arrived >= party) begin()
    await everybodyIsHere
    for (const content of tokensTo(message)) {
      await setTimeout(TOKEN_INTERVAL, undefined, { signal })
      yield { content }
    }
  }
}
