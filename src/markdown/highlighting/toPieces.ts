import { StringStream } from '@codemirror/streamparser'
import type { Language } from './languages.ts'

/** A part of a line, up to `end`, with its kind. */
export interface Piece {
  end: number
  kind: PieceKind | undefined
}

/** A kind of token that has its own color. */
export type PieceKind =
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'name'
  | 'type'
  | 'property'
  | 'tag'
  | 'meta'
  | 'inserted'
  | 'deleted'

/** The kind of each token name. Languages use the names of CodeMirror 5 and 6. */
const KINDS: Readonly<Record<string, PieceKind>> = {
  ...{ keyword: 'keyword', modifier: 'keyword', operatorKeyword: 'keyword', atom: 'number' },
  ...{ bool: 'number', number: 'number', null: 'number', integer: 'number', float: 'number' },
  ...{ string: 'string', 'string-2': 'string', regexp: 'string', character: 'string' },
  ...{ attributeValue: 'string', escape: 'string', url: 'string', link: 'string', quote: 'string' },
  ...{ comment: 'comment', lineComment: 'comment', blockComment: 'comment', hr: 'comment' },
  ...{ def: 'name', 'variable-2': 'name', heading: 'name', labelName: 'name', macroName: 'name' },
  ...{ type: 'type', typeName: 'type', className: 'type', namespace: 'type', 'variable-3': 'type' },
  ...{ property: 'property', propertyName: 'property', attribute: 'property' },
  ...{ attributeName: 'property' },
  ...{ tag: 'tag', tagName: 'tag', builtin: 'tag', qualifier: 'tag', standard: 'tag' },
  ...{ meta: 'meta', annotation: 'meta', processingInstruction: 'meta', documentMeta: 'meta' },
  ...{ inserted: 'inserted', positive: 'inserted', deleted: 'deleted', negative: 'deleted' },
}

/** Columns per tab and indentation level, for languages that count them. */
export const INDENT = 4
/** Maximum length of a highlighted line. A longer line is data rather than code. */
const MAX_LINE_LENGTH = 1000
/** How often in a row a tokenizer may be called without consuming a character. */
const MAX_STALLED_CALLS = 10

/** @param style null, or undefined despite the declared type, if the token has no name */
function toKind(style: string | null | undefined): PieceKind | undefined {
  if (!style) return undefined
  for (const name of style.split(/[\s.]/)) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
    if (kind !== undefined) return kind
  }
  // A modifier may be more specific than the name before it, as in `variableName.definition`.
  return style.includes('.definition') ? 'name' : undefined
}

/**
 * Splits a line into pieces. Advances the language's state from the previous line to the next one.
 *
 * @throws errors of the language, and a RangeError if its tokenizer doesn't advance
 */
export function toPieces(line: string, language: Language, state: unknown): readonly Piece[] {
  if (line.length > MAX_LINE_LENGTH) return []
  if (line === '') {
    language.blankLine?.(state, INDENT)
    return []
  }
  const pieces: Piece[] = []
  const stream = new StringStream(line, INDENT, INDENT)
  let stalledCalls = 0
  while (!stream.eol()) {
    stream.start = stream.pos
    const kind = toKind(language.token(stream, state))
    if (stream.pos > stream.start) {
      addPiece(pieces, stream.pos, kind)
      stalledCalls = 0
    } else if (++stalledCalls > MAX_STALLED_CALLS)
      throw new RangeError(
        `The tokenizer of ${language.name ?? 'a language'} does not advance at column ${stream.pos} of a line.`,
      )
  }
  return pieces
}

function addPiece(pieces: Piece[], end: number, kind: PieceKind | undefined): void {
  const last = pieces[pieces.length - 1]
  if (last !== undefined && last.kind === kind) last.end = end
  else pieces.push({ end, kind })
}
