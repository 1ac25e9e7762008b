import { describe, expect, test } from 'vitest'
import { followList } from './listChanges.ts'
import { message, placed } from '../storage.test-helper.ts'

const [a, b, c, d] = [message('a'), message('b'), message('c'), message('d')] as const
const none = { placed: [], replaced: [], removed: [] }

describe('a list of messages', () => {
  test('that is the same has no changes', () => {
    const changesTo = followList(placed(a, b))
    expect(changesTo([a, b])).toEqual(none)
    expect(followList([])([])).toEqual(none)
  })

  test('that lost one in the middle needs nothing else to be written', () => {
    expect(followList(placed(a, b, c))([a, c])).toEqual({ ...none, removed: ['b'] })
  })

  test('that lost all of them tells all of them', () => {
    expect(followList(placed(a, b))([])).toEqual({ ...none, removed: ['a', 'b'] })
  })

  test('with another version of one keeps its place', () => {
    const next = message('b', 'changed')
    const replaced = [{ position: 2, message: next }]
    expect(followList(placed(a, b, c))([a, next, c])).toEqual({ ...none, replaced })
  })

  test('with one more in the middle gives it a place between its neighbours', () => {
    const changes = followList(placed(a, c))([a, b, c])
    expect(changes).toEqual({ ...none, placed: [{ position: 1.5, message: b }] })
  })

  test('with one more at the beginning gives it a place before the others', () => {
    const changes = followList(placed(a))([b, a])
    expect(changes).toEqual({ ...none, placed: [{ position: 0.5, message: b }] })
  })

  test('with one more at the end places it by its time', () => {
    const now = Date.now()
    const late = message('late', '', { createdAt: now })
    expect(followList(placed(a))([a, late]).placed).toEqual([{ position: now, message: late }])
  })

  test('does not follow a clock into the future', () => {
    const ahead = message('ahead', '', { createdAt: 8e15 })
    const [one] = followList(placed(a))([a, ahead]).placed
    expect(one?.position).toBeLessThanOrEqual(Date.now())
  })

  test('in another order places those that have to move', () => {
    const changesTo = followList(placed(a, b, c))
    expect(changesTo([a, c, b])).toEqual({ ...none, placed: [{ position: 4, message: b }] })
    expect(changesTo([a, c, b])).toEqual(none)
  })

  test('makes room where no number is left between two places', () => {
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

  test('compares no more than identities where only the last one grows', () => {
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
