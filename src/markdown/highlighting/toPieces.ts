import { StringStream } from '@codemirror/streamparser'
import type { Language } from './languages.ts'

/** A stretch of a line, and what it is. */
export interface Piece {
  end: number
  kind: PieceKind | undefined
}

/** What has a colour of its own. */
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

/** The kinds by the names that languages give their tokens, which are those of CodeMirror 5 and 6. */
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

/** Columns, for languages that count them. */
export const INDENT = 4
/** A line longer than this is data. */
const LONGEST_LINE = 1000
/** How often a language may look at a place without going on. */
const MOST_PAUSES = 10

/** @param style null, or undefined in spite of its type, where there is nothing to say */
function toKind(style: string | null | undefined): PieceKind | undefined {
  if (!style) return undefined
  for (const name of style.split(/[\s.]/)) {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined
    if (kind !== undefined) return kind
  }
  // A modifier may say more than the name it stands behind, as in `variableName.definition`.
  return style.includes('.definition') ? 'name' : undefined
}

/**
 * The pieces of a line. Takes the language's state from the line before to the line behind.
 *
 * @throws whatever the language throws, and RangeError if it does not go on
 */
export function toPieces(line: string, language: Language, state: unknown): readonly Piece[] {
  if (line.length > LONGEST_LINE) return []
  if (line === '') {
    language.blankLine?.(state, INDENT)
    return []
  }
  const pieces: Piece[] = []
  const stream = new StringStream(line, INDENT, INDENT)
  let pauses = 0
  while (!stream.eol()) {
    stream.start = stream.pos
    const kind = toKind(language.token(stream, state))
    if (stream.pos > stream.start) {
      addPiece(pieces, stream.pos, kind)
      pauses = 0
    } else if (++pauses > MOST_PAUSES)
      throw new RangeError(`The language ${language.name ?? ''} stands still in a line.`)
  }
  return pieces
}

function addPiece(pieces: Piece[], end: number, kind: PieceKind | undefined): void {
  const last = pieces[pieces.length - 1]
  if (last !== undefined && last.kind === kind) last.end = end
  else pieces.push({ end, kind })
}
