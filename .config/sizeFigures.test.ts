import { describe, expect, test } from 'vitest'
import { checkFigures, writeFigures } from './sizeFigures.ts'

const SIZES = [{ name: 'core', size: 14_357 }]
const page = (figure: string, name = 'core') =>
  `It weighs <!-- size ${name} -->${figure} kB<!-- /size -->.`

describe('writeFigures()', () => {
  test('writes a size in kilobytes of 1,000 bytes', () => {
    expect(writeFigures(page('1.0'), SIZES)).toBe(page('14.4'))
  })

  test('leaves a figure whose name it does not know', () => {
    expect(writeFigures(page('1.0', 'other'), SIZES)).toBe(page('1.0', 'other'))
  })
})

describe('checkFigures()', () => {
  test.each(['14.4', '14.1', '14.6'])('accepts %s kB for 14.357 kB', (figure) => {
    expect(checkFigures(page(figure), SIZES)).toEqual([])
  })

  test.each(['14.0', '14.7'])('refuses %s kB for 14.357 kB', (figure) => {
    expect(checkFigures(page(figure), SIZES)).toHaveLength(1)
  })

  test('refuses a name that is not measured', () => {
    expect(checkFigures(page('1.0', 'other'), SIZES)).toHaveLength(1)
  })
})
