import { describe, expect, test } from 'vitest'
import { checkNames, choose, folderOf } from './contestant.ts'

const contestants = ['floor', 'oracle', 'ours'].map((name) => ({ name, entry: `pages/${name}.ts` }))

describe('choose() and checkNames()', () => {
  test('choose all contestants by default', () => {
    expect(choose(contestants, [], 'oracle')).toEqual(contestants)
  })

  test('always include the reference of the ratios', () => {
    const chosen = choose(contestants, ['ours'], 'oracle')
    expect(chosen.map(({ name }) => name)).toEqual(['oracle', 'ours'])
  })

  test('refuse an unknown name', () => {
    expect(() => checkNames(['ours', 'hours'], ['floor', 'ours'])).toThrow(
      '--only must name one of floor, ours, not hours.',
    )
  })
})

test('folderOf() returns a separate folder for each page', () => {
  expect(folderOf({ name: 'ours', entry: 'pages/ours.ts' })).toBe('pages-ours')
})
