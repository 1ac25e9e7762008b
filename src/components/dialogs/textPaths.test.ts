import { describe, expect, test } from 'vitest'
import { findTextPaths } from './textPaths.ts'

const event = { id: 'e1', choices: [{ delta: { content: 'Hi' }, n: 1 }], 'a.b': 'x' }

describe('findTextPaths()', () => {
  test.each([
    ['JSON', JSON.stringify(event)],
    ['JSON in several lines', JSON.stringify(event, null, 2)],
    ['an event stream', `event: x\nid: 7\ndata: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`],
    ['an event with several data lines', JSON.stringify(event, null, 1).replace(/^/gm, 'data: ')],
  ])('finds the texts in %s', (_, sample) => {
    expect(findTextPaths(sample)).toEqual([
      { path: 'id', text: 'e1' },
      { path: 'choices.0.delta.content', text: 'Hi' },
    ])
  })

  test.each(['', 'Hello', 'data: Hello', '"Hello"', '7', 'data: {"cut'])(
    'returns undefined for %j',
    (sample) => {
      expect(findTextPaths(sample)).toBeUndefined()
    },
  )

  test('limits the depth and the number of paths', () => {
    const deep = '{"a":'.repeat(500) + '"x"' + '}'.repeat(500)
    expect(findTextPaths(deep)).toEqual([])
    expect(findTextPaths(JSON.stringify(Array.from({ length: 1000 }, String)))).toHaveLength(50)
  })
})
