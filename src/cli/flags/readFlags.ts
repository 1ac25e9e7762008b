import { parseArgs } from 'node:util'
import { FLAG_NAMES, type FlagName, flagOf, isFlagName } from './flags.ts'
import { nearestFlag } from './nearestFlag.ts'
import { UsageError } from './usageError.ts'

/** The values of the flags that were passed; an empty text for a flag without a value. */
export type FlagValues = Readonly<Partial<Record<FlagName, string>>>

/** Names of flags that would carry an API key. Other programs of the machine can read arguments. */
const SECRET_FLAG = /key|token|secret|passw|bearer|auth/i

/**
 * Reads the flags of a command line. The last one wins if a flag is repeated.
 *
 * @throws UsageError for an unknown flag, a missing value or an argument that is not a flag. The message never quotes
 * an unknown flag's value, which may be an API key.
 */
export function readFlags(args: readonly string[]): FlagValues {
  const { tokens } = parseArgs({
    args: [...args],
    // `strict` words its errors differently in each version of Node, and quotes values.
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(FLAG_NAMES.map((name) => [name, optionOf(name)])),
  })
  const values: Partial<Record<FlagName, string>> = {}
  for (const token of tokens) {
    if (token.kind === 'positional') throw unexpectedArgument(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    if (!isFlagName(name)) throw unknownFlag(name, rawName)
    const { value: placeholder } = flagOf(name)
    if (placeholder === undefined) {
      if (value !== undefined) throw new UsageError(`${rawName} takes no value.`)
      values[name] = ''
    } else if (!value || (!inlineValue && value.startsWith('-'))) {
      throw new UsageError(`${rawName} needs a value: ${rawName} ${placeholder}.`)
    } else {
      values[name] = value
    }
  }
  return values
}

function optionOf(name: FlagName) {
  const { value, short } = flagOf(name)
  const type = value === undefined ? ('boolean' as const) : ('string' as const)
  return { type, ...(short === undefined ? {} : { short }) }
}

function unknownFlag(name: string, rawName: string): UsageError {
  if (SECRET_FLAG.test(name)) {
    return new UsageError(
      `${rawName} does not exist: other programs can read the arguments of a command. Set the environment variable ` +
        'VUE_CHAT_STREAM_API_KEY to the API key.',
    )
  }
  const nearest = nearestFlag(name)
  const hint = nearest ? `Did you mean --${nearest}?` : ''
  return new UsageError(`There is no flag ${rawName}. ${hint}`.trim())
}

/** A URL without its flag is the likely mistake. Don't quote anything else: it may be an API key. */
function unexpectedArgument(text: string): UsageError {
  return /^https?:/i.test(text)
    ? new UsageError('Put --endpoint or --upstream before the URL.')
    : new UsageError('Every argument must be a flag or the value of a flag.')
}
