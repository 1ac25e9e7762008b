import { describe, expect, test } from 'vitest'
import { textPaths } from './textPaths.ts'

const event = { id: 'e1', choices: [{ delta: { content: 'Hi' }, n: 1 }], 'a.b': 'x' }

describe('the texts of a sample event', () => {
  test.each([
    ['as JSON', JSON.stringify(event)],
    ['with lines', JSON.stringify(event, null, 2)],
    [
      'as it stands in a stream',
      `event: x\nid: 7\ndata: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`,
    ],
    ['over several data lines', JSON.stringify(event, null, 1).replace(/^/gm, 'data: ')],
  ])('are found, %s', (_, sample) => {
    expect(textPaths(sample)).toEqual([
      { path: 'id', text: 'e1' },
      { path: 'choices.0.delta.content', text: 'Hi' },
    ])
  })

  test.each(['', 'Hello', 'data: Hello', '"Hello"', '7', 'data: {"cut'])(
    'are none in %j',
    (sample) => {
      expect(textPaths(sample)).toBeUndefined()
    },
  )

  test('are not looked for without end', () => {
    const deep = '{"a":'.repeat(500) + '"x"' + '}'.repeat(500)
    expect(textPaths(deep)).toEqual([])
    expect(textPaths(JSON.stringify(Array.from({ length: 1000 }, String)))).toHaveLength(50)
  })
})
