import { setTimeout } from 'node:timers/promises'
import type { Model } from 'vue-chat-stream/stub-server'
import { createPicker, createRandom } from '../../bench/random.ts'
import { mixedText } from './mixedText.ts'

const LONGEST_ANSWER = 6_000
const LONGEST_TOKEN = 12
const SHARE_OF_EMPTY_ANSWERS = 0.03
const TOKENS_A_PAUSE = 4

/** Returns the model's answer, a different one for every question, from 0 to 6,000 UTF-16 units. */
export function answerTo(message: string): string {
  return tokensTo(message).join('')
}

/** Sends its answers in tokens of 1 to 12 characters, about as fast as its readers read. */
export const talkativeModel: Model = async function* ({ message = '' }, signal) {
  for (const [index, content] of tokensTo(message).entries()) {
    if (index % TOKENS_A_PAUSE === 0) await setTimeout(1, undefined, { signal })
    yield { content }
  }
}

function tokensTo(message: string): readonly string[] {
  const random = createRandom(hashOf(message))
  const picker = createPicker(random)
  if (random() < SHARE_OF_EMPTY_ANSWERS) return []
  const characters = [...mixedText(picker, picker.between(1, LONGEST_ANSWER))]
  const tokens: string[] = []
  while (characters.length > 0) {
    tokens.push(characters.splice(0, picker.between(1, LONGEST_TOKEN)).join(''))
  }
  return tokens
}

/** Returns the FNV-1a hash of a text. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  return hash
}
