import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitBlocks } from './splitBlocks.ts'

describe('splitBlocks()', () => {
  test('ends a block after a blank line', () => {
    expect(splitBlocks('One\ntwo\n\nThree\n')).toEqual(['One\ntwo\n\n', 'Three\n'])
  })

  test('ends a long block after any line', () => {
    const line = `${'x'.repeat(600)}\n`
    expect(splitBlocks(line.repeat(3))).toEqual([line.repeat(2), line])
  })

  test('returns blocks that join to the original text', () => {
    fc.assert(fc.property(text(), (value) => splitBlocks(value).join('') === value))
  })

  test('never changes a block that another block follows', () => {
    fc.assert(
      fc.property(text(), text(), (before, more) => {
        const settled = splitBlocks(before).slice(0, -1)
        expect(splitBlocks(before + more).slice(0, settled.length)).toEqual(settled)
      }),
    )
  })
})

function text(): fc.Arbitrary<string> {
  const piece = fc.constantFrom('word ', '\n', '\n\n', ' \n', '中文', 'x'.repeat(700), '😀')
  return fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
}
