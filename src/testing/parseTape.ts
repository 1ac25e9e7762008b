import { ChatStreamError } from '../core/index.ts'
import { isObject } from '../core/internal.ts'
import {
  isBase64,
  isEnd,
  isHeaders,
  isJust,
  isList,
  isStatus,
  isText,
  isTimeFrom,
  isWholeText,
} from './fields.ts'
import { ENDS, FORMAT, VERSION, type Tape, type TapeExchange, type TapePiece } from './tape.ts'

/**
 * Reads a tape that comes from a file: its text, or what a JSON import gives.
 *
 * @throws {ChatStreamError} `argument` where it is no tape, or a damaged one: the message names the field
 * @example
 * const tape = parseTape(readFileSync('greeting.tape.json', 'utf8'))
 */
export function parseTape(source: unknown): Tape {
  const tape = field(
    'tape',
    typeof source === 'string' ? parse(source) : source,
    isObject,
    'an object',
  )
  const { format, version, exchanges } = tape
  return {
    format: field('format', format, isJust(FORMAT), JSON.stringify(FORMAT)),
    version: field('version', version, isJust(VERSION), `${VERSION}, which this package reads`),
    exchanges: field('exchanges', exchanges, isList, 'a list').map((exchange, index) =>
      readExchange(exchange, `exchanges[${index}]`),
    ),
  }
}

function readExchange(value: unknown, at: string): TapeExchange {
  const exchange = field(at, value, isObject, 'an object')
  const { method, path, status, headers, end } = exchange
  const headAt = readTime(exchange, 'headAt', at, 0)
  const pieces: TapePiece[] = []
  for (const piece of field(`${at}.pieces`, exchange['pieces'], isList, 'a list')) {
    pieces.push(readPiece(piece, `${at}.pieces[${pieces.length}]`, pieces.at(-1)?.at ?? headAt))
  }
  return {
    method: field(`${at}.method`, method, isText, 'text'),
    path: field(`${at}.path`, path, isText, 'text'),
    status: field(`${at}.status`, status, isStatus, 'a number from 200 to 599'),
    headers: field(`${at}.headers`, headers, isHeaders, 'names of headers with their values'),
    headAt,
    pieces,
    end: field(`${at}.end`, end, isEnd, ENDS.join(', ')),
    endAt: readTime(exchange, 'endAt', at, pieces.at(-1)?.at ?? headAt),
  }
}

function readPiece(value: unknown, path: string, earliest: number): TapePiece {
  const piece = field(path, value, isObject, 'an object')
  const at = readTime(piece, 'at', path, earliest)
  const { text, base64 } = piece
  return base64 === undefined
    ? { at, text: field(`${path}.text`, text, isWholeText, 'text, if there is no base64') }
    : { at, base64: field(`${path}.base64`, base64, isBase64, 'base64') }
}

function readTime(
  owner: Readonly<Record<string, unknown>>,
  name: string,
  path: string,
  earliest: number,
): number {
  return field(
    `${path}.${name}`,
    owner[name],
    isTimeFrom(earliest),
    `milliseconds from ${earliest}`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ChatStreamError('argument', `The tape is no JSON: ${String(cause)}`, { cause })
  }
}

/** @throws {ChatStreamError} `argument`, by the field's name */
function field<Value>(
  path: string,
  value: unknown,
  isRight: (value: unknown) => value is Value,
  expected: string,
): Value {
  if (isRight(value)) return value
  const found = value === undefined ? 'missing' : JSON.stringify(value).slice(0, 60)
  const message = `The tape is damaged: \`${path}\` is ${found}, and has to be ${expected}.`
  throw new ChatStreamError('argument', message)
}
