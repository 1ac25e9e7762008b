import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitBlocks } from './splitBlocks.ts'

describe('the blocks of a plain text', () => {
  test('end after blank lines', () => {
    expect(splitBlocks('One\ntwo\n\nThree\n')).toEqual(['One\ntwo\n\n', 'Three\n'])
  })

  test('end at a line where they become long', () => {
    const line = `${'x'.repeat(600)}\n`
    expect(splitBlocks(line.repeat(3))).toEqual([line.repeat(2), line])
  })

  test('join to the same text again', () => {
    fc.assert(fc.property(text(), (value) => splitBlocks(value).join('') === value))
  })

  test('never change once another one follows', () => {
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
