import { Problem } from '../../server/internal.ts'
import { parsePace } from './pacing.ts'
import { MAX_TIMES, SCENARIOS, type Scenario } from './scenarios.ts'

/** A `/name` at the start of a message; `/etc/hosts` does not match. */
const COMMAND = /^\/([a-z0-9-]+)(?=\s|$)\s*/
const ARGUMENT = /^(?:(\d+)|([a-z]+)=([\w.:-]+))(?=\s|$)\s*/

export interface ParsedScenario {
  readonly scenario: Scenario
  /** The text after the scenario: the question to answer. */
  readonly rest: string
}

/**
 * Parses `name [number] [times=n] [on=stream] [pace=a-b] [other=value …]` and returns the remaining text.
 * Other arguments, such as `key=x`, are allowed and ignored.
 *
 * @returns undefined if no scenario has that name
 * @throws Problem 400 if an argument is wrong or an amount is too large
 */
export function readScenario(source: string): ParsedScenario | undefined {
  const [name = ''] = /^\S+/.exec(source) ?? []
  const definition = SCENARIOS.find((scenario) => scenario.name === name)
  if (!definition) return undefined

  let rest = source.slice(name.length).trimStart()
  let amount = 'amount' in definition ? definition.amount.default : 0
  const named = new Map<string, string>()
  for (let found = ARGUMENT.exec(rest); found; found = ARGUMENT.exec(rest)) {
    const [whole, number, key, value] = found
    // Only the first number is the scenario's amount; a second one belongs to the question.
    if (number !== undefined) {
      if (!('amount' in definition) || named.has('amount')) break
      amount = readAmount(number, definition)
      named.set('amount', number)
    } else if (key !== undefined && value !== undefined) named.set(key, value)
    rest = rest.slice(whole.length)
  }

  const times = named.get('times')
  const on = named.get('on') ?? 'question'
  const pace = named.get('pace')
  if (times !== undefined && !isCount(times)) throw invalidArgument(name, `times=${times}`)
  if (on !== 'question' && on !== 'stream') throw invalidArgument(name, `on=${on}`)
  if (pace !== undefined && !parsePace(pace)) throw invalidArgument(name, `pace=${pace}`)
  return {
    rest,
    scenario: {
      name: definition.name,
      layer: definition.layer,
      amount,
      times: times === undefined ? defaultTimes(definition) : Number(times),
      on,
      ...(pace === undefined ? {} : { pace }),
      source: source.slice(0, source.length - rest.length).trim(),
    },
  }
}

/**
 * Returns the scenario in a request's `X-Stub-Scenario` header or `scenario` query parameter.
 *
 * @throws Problem 400 for an unknown name, so that a test with a typo fails
 */
export function scenarioOfRequest(request: Request, url: URL): Scenario | undefined {
  const source = request.headers.get('X-Stub-Scenario') ?? url.searchParams.get('scenario')
  if (source === null || source.trim() === '') return undefined
  const read = readScenario(source.trim())
  if (read) return read.scenario
  throw new Problem(
    400,
    `There is no such scenario. Use one of ${SCENARIOS.map(({ name }) => name).join(', ')}.`,
  )
}

/** Returns the scenario of a message such as `/drop 200 tell me a story`. An unknown name results in `help`. */
export function scenarioOfMessage(message: string): ParsedScenario | undefined {
  const command = COMMAND.exec(message.trim())
  if (!command) return undefined
  return readScenario(message.trim().slice(1)) ?? readScenario('help')
}

function readAmount(
  text: string,
  { name, amount: { most, unit } }: Extract<(typeof SCENARIOS)[number], { amount: object }>,
): number {
  if (Number(text) <= most) return Number(text)
  throw new Problem(400, `The scenario "${name}" takes at most ${most} ${unit}.`)
}

function isCount(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) <= MAX_TIMES
}

function defaultTimes(definition: (typeof SCENARIOS)[number]): number {
  return 'times' in definition ? definition.times : Infinity
}

function invalidArgument(name: string, argument: string): Problem {
  return new Problem(
    400,
    `The scenario "${name}" does not support ${argument}: write times=2, on=stream or pace=0-10.`,
  )
}
