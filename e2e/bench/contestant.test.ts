import { describe, expect, it } from 'vitest'
import { checkNames, choose, folderOf } from './contestant.ts'

const contestants = ['floor', 'oracle', 'ours'].map((name) => ({ name, entry: `pages/${name}.ts` }))

describe('who takes part', () => {
  it('is everybody, unless some are named', () => {
    expect(choose(contestants, [], 'oracle')).toEqual(contestants)
  })

  it('is always the one that the ratios refer to', () => {
    const chosen = choose(contestants, ['ours'], 'oracle')
    expect(chosen.map(({ name }) => name)).toEqual(['oracle', 'ours'])
  })

  it('must exist', () => {
    expect(() => checkNames(['ours', 'hours'], ['floor', 'ours'])).toThrow(
      '--only knows floor, ours, not hours.',
    )
  })
})

it('a page is built into a folder of its own', () => {
  expect(folderOf({ name: 'ours', entry: 'pages/ours.ts' })).toBe('pages-ours')
})
