import { setTimeout } from 'node:timers/promises'
import type { Model } from 'vue-chat-stream/stub-server'

const TOKENS = 60
const TOKEN_INTERVAL = 10

/** Returns the model's answer, a different one for every question. */
function tokensTo(message: string): readonly string[] {
  const tokens = Array.from({ length: TOKENS }, (_, index) => ` ${message} ${index}\n 龙🐉`)
  return ['You asked:', ...tokens]
}

export function answerTo(message: string): string {
  return tokensTo(message).join('')
}

/**
 * Creates a model that starts to answer only after `party` questions arrived, so that all of its answers stream at the
 * same time.
 */
export function createEchoModel(questionCount = 1): Model {
  let arrived = 0
  let begin = () => {}
  const allArrived = new Promise<void>((resolve) => (begin = resolve))
  return async function* echo({ message = '' }, signal) {
    arrived += 1
    if (arrived >= questionCount) begin()
    await allArrived
    for (const content of tokensTo(message)) {
      await setTimeout(TOKEN_INTERVAL, undefined, { signal })
      yield { content }
    }
  }
}
