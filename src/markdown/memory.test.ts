import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { createMarkdownStream } from './createMarkdownStream.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

function usedMemory(): number {
  if (typeof collectGarbage === 'function') collectGarbage()
  return process.memoryUsage().heapUsed
}

test('an answer that arrives in pieces is not kept in memory once per line', () => {
  const stream = createMarkdownStream()
  const paragraph = 'A paragraph of some length, with *emphasis* in it.\n\n'
  const before = usedMemory()
  let text = ''
  let document = stream.update(text)
  for (let index = 0; index < 2000; index++) document = stream.update((text += paragraph))
  const used = usedMemory() - before
  expect(document.blocks.flat()).toHaveLength(2000)
  // Keeping the whole text with each of its lines would take 100 times as much.
  expect(used).toBeLessThan(20 * text.length)
})
