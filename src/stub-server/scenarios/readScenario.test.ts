import { describe, expect, test } from 'vitest'
import { Problem } from '../../server/http/problem.ts'
import { readScenario, scenarioOfMessage } from './readScenario.ts'
import { SCENARIOS } from './scenarios.ts'

describe('readScenario() parses', () => {
  test.each([
    ['drop', { name: 'drop', layer: 'stream', amount: 200, times: 1, on: 'question' }, ''],
    ['drop 7', { name: 'drop', amount: 7 }, ''],
    ['429 5 times=3', { name: '429', layer: 'response', amount: 5, times: 3 }, ''],
    ['drop 7 8 times', { name: 'drop', amount: 7 }, '8 times'],
    ['split 3 cheers', { name: 'split', amount: 0, times: Infinity }, '3 cheers'],
    ['500 on=stream', { name: '500', on: 'stream', times: Infinity }, ''],
    ['slow 9 pace=1-2 a story', { name: 'slow', pace: '1-2' }, 'a story'],
    ['help me', { name: 'help', source: 'help' }, 'me'],
    ['silence', { amount: Infinity }, ''],
    ['drop 7 key=abc  Why?', { source: 'drop 7 key=abc' }, 'Why?'],
  ])('%s', (source, scenario, rest) => {
    expect(readScenario(source)).toMatchObject({ scenario, rest })
  })

  test.each(['drop times=x', 'drop on=socket', 'slow pace=fast', 'slow pace=9-1'])(
    'but rejects %s',
    (source) => expect(() => readScenario(source)).toThrow(Problem),
  )
})

describe('readScenario() bounds the amount of', () => {
  const bounded = SCENARIOS.filter((scenario) => 'amount' in scenario)

  test.each(bounded)('$name', ({ name, amount: { most, unit } }) => {
    expect(readScenario(`${name} ${most}`)?.scenario.amount).toBe(most)
    for (const amount of [String(most + 1), '999999999999', '9'.repeat(400)]) {
      const read = () => readScenario(`${name} ${amount} a story`)
      expect(read).toThrow(Problem)
      expect(read).toThrow(`"${name}" takes at most ${most} ${unit}`)
    }
  })

  test('the option times', () => {
    expect(readScenario('drop times=1000')?.scenario.times).toBe(1_000)
    expect(() => readScenario('drop times=1001')).toThrow('write times=2')
    expect(() => readScenario(`drop times=${'9'.repeat(400)}`)).toThrow(Problem)
  })
})

describe('scenarioOfMessage()', () => {
  test('reads a message that begins with a slash and a name', () => {
    expect(scenarioOfMessage(' /drop 5 Why?')?.rest).toBe('Why?')
    expect(scenarioOfMessage('/unheard-of')?.scenario.name).toBe('help')
  })

  test.each(['Why?', '/etc/hosts is what?', '//', '/', '/DROP', 'and /drop'])(
    'does not read %s',
    (text) => expect(scenarioOfMessage(text)).toBeUndefined(),
  )
})
