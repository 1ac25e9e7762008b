import { describe, expect, test } from 'vitest'
import { checkNames, choose, folderOf } from './contestant.ts'

const contestants = ['floor', 'oracle', 'ours'].map((name) => ({ name, entry: `pages/${name}.ts` }))

describe('who takes part', () => {
  test('is everybody, unless some are named', () => {
    expect(choose(contestants, [], 'oracle')).toEqual(contestants)
  })

  test('is always the one that the ratios refer to', () => {
    const chosen = choose(contestants, ['ours'], 'oracle')
    expect(chosen.map(({ name }) => name)).toEqual(['oracle', 'ours'])
  })

  test('must exist', () => {
    expect(() => checkNames(['ours', 'hours'], ['floor', 'ours'])).toThrow(
      '--only knows floor, ours, not hours.',
    )
  })
})

test('a page is built into a folder of its own', () => {
  expect(folderOf({ name: 'ours', entry: 'pages/ours.ts' })).toBe('pages-ours')
})
