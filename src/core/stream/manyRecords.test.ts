import { afterEach, describe, expect, test, vi } from 'vitest'
import { createChatStream } from './createChatStream.ts'
import { textOf } from '../text.ts'
import type { Transport } from '../types.ts'

const COUNT = 1000

/** Yields very many records that are there already, as after a burst of the network. */
const burst: Transport = async function* () {
  for (let index = 0; index < COUNT; index += 1) {
    yield { event: 'message', data: JSON.stringify({ content: 'x' }), id: '' }
  }
}

/** Returns how much of an answer has arrived when the page gets its first chance to draw. */
async function lengthAtFirstTask(): Promise<number> {
  const chat = createChatStream({ url: 'http://localhost/', transport: burst })
  let length = COUNT
  const answer = chat.send('Go')
  setTimeout(() => (length = textOf(chat.getState().messages[1] ?? { parts: [] }).length))
  expect(textOf(await answer)).toHaveLength(COUNT)
  await new Promise((resolve) => setTimeout(resolve))
  return length
}

afterEach(() => void vi.unstubAllGlobals())

describe('an answer whose records arrive all at once', () => {
  test('lets a visible page draw in between', async () => {
    vi.stubGlobal('document', { hidden: false })
    expect(await lengthAtFirstTask()).toBeLessThan(COUNT)
  })

  test('does not wait for the slow timers of a hidden page', async () => {
    vi.stubGlobal('document', { hidden: true })
    expect(await lengthAtFirstTask()).toBe(COUNT)
  })

  test('does not wait where nothing is drawn', async () => {
    expect(await lengthAtFirstTask()).toBe(COUNT)
  })
})
