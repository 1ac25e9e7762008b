import { parseArgs } from 'node:util'
import { PARTS, type Part } from './part.ts'

export const USAGE = `npm run bench -- [options]

  --part NAME        render, client, core, open or long; can be given several times (default: all)
  --only A,B         contestants by name, as the table has them; the one that the ratios refer to is
                     always measured
  --sizes 5,20       kilobytes of the answers to render (default 5,20,100,400)
  --runs N           how often each figure is measured; the table has the median (default 3)
  --json [FILE]      every figure as JSON, to a file or, instead of the tables, to standard output
  --help             this text`

export interface BenchOptions {
  readonly parts: readonly Part[]
  /** Names of contestants; empty for all. */
  readonly only: readonly string[]
  /** Sizes in kilobytes. */
  readonly sizes: readonly number[]
  readonly runs: number
  /** A file path, or true for standard output. */
  readonly json: string | boolean
}

/** Thrown for wrong arguments, with a message for the user of the command. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Parses the arguments of the command.
 *
 * @returns 'help' for `--help`
 * @throws {UsageError} if an argument is wrong; the message names it
 */
export function readOptions(args: readonly string[]): BenchOptions | 'help' {
  const values = parse(withJsonValue(args))
  if (values.help) return 'help'
  const { part = [...PARTS], only = '', sizes = '5,20,100,400', runs = '3', json = '' } = values
  return {
    parts: part.map(readPart),
    only: listOf(only),
    sizes: listOf(sizes).map((size) => readNumber('--sizes', size, 1, 2000)),
    runs: readNumber('--runs', runs, 1, 99),
    json: json === '-' ? true : json === '' ? false : json,
  }
}

/** Gives a bare `--json` the value `-` for standard output: parseArgs has no options with optional values. */
function withJsonValue(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    const next = args[index + 1]
    const isBare = argument === '--json' && (next === undefined || next.startsWith('--'))
    return isBare ? ['--json', '-'] : [argument]
  })
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        part: { type: 'string', multiple: true },
        only: { type: 'string' },
        sizes: { type: 'string' },
        runs: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function readPart(name: string): Part {
  const part = PARTS.find((one) => one === name)
  if (part) return part
  throw new UsageError(`--part must be one of ${PARTS.join(', ')}, not ${name}.`)
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const number = /^\d+$/.test(text) ? Number(text) : NaN
  if (number >= least && number <= most) return number
  throw new UsageError(`${name} must be whole numbers from ${least} to ${most}, not ${text}.`)
}
