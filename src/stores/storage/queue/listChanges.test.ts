import { describe, expect, test } from 'vitest'
import { followList } from './listChanges.ts'
import { message, placed } from '../storage.test-helper.ts'

const [a, b, c, d] = [message('a'), message('b'), message('c'), message('d')] as const
const none = { placed: [], replaced: [], removed: [] }

describe('followList()', () => {
  test('reports no changes for the same list', () => {
    const changesTo = followList(placed(a, b))
    expect(changesTo([a, b])).toEqual(none)
    expect(followList([])([])).toEqual(none)
  })

  test('reports only the removal if a message in the middle is removed', () => {
    expect(followList(placed(a, b, c))([a, c])).toEqual({ ...none, removed: ['b'] })
  })

  test('reports all ids if all messages are removed', () => {
    expect(followList(placed(a, b))([])).toEqual({ ...none, removed: ['a', 'b'] })
  })

  test('keeps the position of a message that changed', () => {
    const next = message('b', 'changed')
    const replaced = [{ position: 2, message: next }]
    expect(followList(placed(a, b, c))([a, next, c])).toEqual({ ...none, replaced })
  })

  test('gives a message in the middle a position between its neighbors', () => {
    const changes = followList(placed(a, c))([a, b, c])
    expect(changes).toEqual({ ...none, placed: [{ position: 1.5, message: b }] })
  })

  test('gives a message at the beginning a position before the others', () => {
    const changes = followList(placed(a))([b, a])
    expect(changes).toEqual({ ...none, placed: [{ position: 0.5, message: b }] })
  })

  test('gives a message at the end its time as position', () => {
    const now = Date.now()
    const late = message('late', '', { createdAt: now })
    expect(followList(placed(a))([a, late]).placed).toEqual([{ position: now, message: late }])
  })

  test('does not use a time in the future as position', () => {
    const ahead = message('ahead', '', { createdAt: 8e15 })
    const [one] = followList(placed(a))([a, ahead]).placed
    expect(one?.position).toBeLessThanOrEqual(Date.now())
  })

  test('gives new positions only to moved messages', () => {
    const changesTo = followList(placed(a, b, c))
    expect(changesTo([a, c, b])).toEqual({ ...none, placed: [{ position: 4, message: b }] })
    expect(changesTo([a, c, b])).toEqual(none)
  })

  test('gives the following messages new positions if no number is left between two', () => {
    const tight = [
      { position: 1, message: a },
      { position: 1 + Number.EPSILON, message: b },
      { position: 5, message: c },
    ]
    expect(followList(tight)([a, d, b, c])).toEqual({
      ...none,
      placed: [
        { position: 2, message: d },
        { position: 3, message: b },
      ],
    })
  })

  test('compares nothing if the caller knows the only message with a new state', () => {
    const changesTo = followList(placed(a, b))
    const [next, other] = [message('b', 'grown'), message('a', 'unnoticed')]
    const replaced = [{ position: 2, message: next }]
    expect(changesTo([other, next], next)).toEqual({ ...none, replaced })
    expect(changesTo([other, next]), 'the list is known from then on').toEqual(none)
  })

  test('compares the lists if the message with a new state is new', () => {
    const changesTo = followList(placed(a))
    expect(changesTo([a, b], b).placed.map(({ message: { id } }) => id)).toEqual(['b'])
  })

  test('only compares identities if only the last message changes', () => {
    let reads = 0
    const list = Array.from({ length: 2000 }, (_, index) => {
      const one = message(`m${index}`)
      return new Proxy(one, {
        get: (target, name, receiver) => {
          reads += 1
          return Reflect.get(target, name, receiver)
        },
      })
    })
    const changesTo = followList([])
    changesTo(list)
    reads = 0
    const next = changesTo(list.with(-1, message('m1999', 'grown')))
    expect(next.replaced).toHaveLength(1)
    expect(reads).toBeLessThan(10)
  })
})
