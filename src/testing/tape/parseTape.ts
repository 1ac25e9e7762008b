import { ChatStreamError } from '../../core/index.ts'
import { isObject } from '../../core/internal.ts'
import {
  isBase64,
  isEnd,
  isHeaders,
  isExactly,
  isList,
  isStatus,
  isString,
  isTimeFrom,
  isWellFormedText,
} from './fieldGuards.ts'
import { ENDS, FORMAT, VERSION, type Tape, type TapeExchange, type TapePiece } from './tape.ts'

/**
 * Parses a tape from the text of a file, or validates the object that a JSON import returned.
 *
 * @throws {ChatStreamError} of kind `argument` if it is not a tape, or a damaged one; the message names the field
 * @example
 * const tape = parseTape(readFileSync('greeting.tape.json', 'utf8'))
 */
export function parseTape(source: unknown): Tape {
  const tape = checkField(
    'tape',
    typeof source === 'string' ? parseJson(source) : source,
    isObject,
    'an object',
  )
  const { format, version, exchanges } = tape
  return {
    format: checkField('format', format, isExactly(FORMAT), JSON.stringify(FORMAT)),
    version: checkField(
      'version',
      version,
      isExactly(VERSION),
      `${VERSION} (the version that this package reads)`,
    ),
    exchanges: checkField('exchanges', exchanges, isList, 'a list').map((exchange, index) =>
      readExchange(exchange, `exchanges[${index}]`),
    ),
  }
}

function readExchange(value: unknown, exchangePath: string): TapeExchange {
  const exchange = checkField(exchangePath, value, isObject, 'an object')
  const { method, path, status, headers, end } = exchange
  const headAt = readTime(exchange, 'headAt', exchangePath, 0)
  const pieces: TapePiece[] = []
  for (const piece of checkField(`${exchangePath}.pieces`, exchange['pieces'], isList, 'a list')) {
    pieces.push(
      readPiece(piece, `${exchangePath}.pieces[${pieces.length}]`, pieces.at(-1)?.at ?? headAt),
    )
  }
  return {
    method: checkField(`${exchangePath}.method`, method, isString, 'text'),
    path: checkField(`${exchangePath}.path`, path, isString, 'text'),
    status: checkField(`${exchangePath}.status`, status, isStatus, 'a number from 200 to 599'),
    headers: checkField(
      `${exchangePath}.headers`,
      headers,
      isHeaders,
      'an object of valid header names and values',
    ),
    headAt,
    pieces,
    end: checkField(`${exchangePath}.end`, end, isEnd, `one of ${ENDS.join(', ')}`),
    endAt: readTime(exchange, 'endAt', exchangePath, pieces.at(-1)?.at ?? headAt),
  }
}

function readPiece(value: unknown, path: string, earliest: number): TapePiece {
  const piece = checkField(path, value, isObject, 'an object')
  const at = readTime(piece, 'at', path, earliest)
  const { text, base64 } = piece
  return base64 === undefined
    ? {
        at,
        text: checkField(`${path}.text`, text, isWellFormedText, 'text, if there is no base64'),
      }
    : { at, base64: checkField(`${path}.base64`, base64, isBase64, 'base64') }
}

function readTime(
  owner: Readonly<Record<string, unknown>>,
  name: string,
  path: string,
  earliest: number,
): number {
  return checkField(
    `${path}.${name}`,
    owner[name],
    isTimeFrom(earliest),
    `a number of milliseconds, at least ${earliest}`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ChatStreamError('argument', `The tape is not valid JSON: ${String(cause)}`, { cause })
  }
}

/** @throws {ChatStreamError} of kind `argument`, whose message names the field */
function checkField<Value>(
  path: string,
  value: unknown,
  isRight: (value: unknown) => value is Value,
  expected: string,
): Value {
  if (isRight(value)) return value
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60)
  const message = `The tape is damaged: \`${path}\` must be ${expected}, but is ${found}.`
  throw new ChatStreamError('argument', message)
}
