import { expect, test } from 'vitest'
import type { ModelDelta, Question } from '../model.ts'
import { readScenario } from '../scenarios/readScenario.ts'
import { countTokens, tokensOf } from '../scenarios/tokens.ts'
import { about } from './about.ts'
import { deltasOf } from './deltasOf.ts'
import { longAnswer } from './long.ts'

const MESSAGES = [{ role: 'user', content: 'Hi' }]

function questionOf(source: string, amount: number): Question {
  const scenario = readScenario(source)?.scenario
  if (!scenario) throw new Error(`There is no scenario ${source}.`)
  return { messages: MESSAGES, scenario: { ...scenario, amount } }
}

function firstOf(deltas: Iterable<ModelDelta>, count: number): ModelDelta[] {
  const first: ModelDelta[] = []
  for (const delta of deltas) {
    first.push(delta)
    if (first.length === count) break
  }
  return first
}

test('deltasOf() creates even the longest answer lazily', () => {
  const beginning = tokensOf(longAnswer(9_000)).slice(0, 1_000)
  for (const amount of [1e6, 1e12]) {
    const deltas = firstOf(deltasOf(questionOf('long', amount)), 1_000)
    expect(deltas).toEqual(beginning.map((content) => ({ content })))
  }
})

test('deltasOf() creates an answer of exactly the requested length', () => {
  for (const length of [0, 1, 17, 18, 777, 30_000]) {
    const deltas = [...deltasOf(questionOf('long', length))]
    const text = deltas.map((delta) => ('content' in delta ? delta.content : '')).join('')
    expect(text).toBe(longAnswer(length))
  }
})

test('deltasOf() quotes a long tool output lazily', () => {
  const output = 'word '.repeat(5_000_000)
  const messages = [...MESSAGES, { role: 'tool', content: output }]
  const deltas = firstOf(deltasOf({ messages }), 4)
  expect(deltas.map((delta) => 'content' in delta && delta.content)).toEqual([
    ...['The', ' tool', ' says', ':'],
  ])
})

test('about() quotes the start of a long question without splitting a character', () => {
  const quoted = about('👩🏽‍🚀'.repeat(5_000_000))
  expect(quoted.length).toBeLessThan(3_000)
  expect(quoted).toContain('👩🏽‍🚀')
  expect(quoted).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
})

test('countTokens() counts the tokens of tokensOf(), and estimates the rest of a long text', () => {
  const text = 'unbelievably so. 你好，世界人'
  expect(countTokens(text)).toBe(tokensOf(text).length)
  const long = longAnswer(1_000_000)
  const exact = tokensOf(long).length
  expect(countTokens(long) / exact).toBeGreaterThan(0.95)
  expect(countTokens(long) / exact).toBeLessThan(1.05)
})
