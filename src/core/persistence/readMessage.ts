import { errorKinds, type ChatMessageError } from '../errors.ts'
import { isObject } from '../json.ts'
import type {
  AnswerMetrics,
  ChatMessage,
  MessagePart,
  OmittedParts,
  Outcome,
  Role,
  RunReference,
  ToolState,
  Usage,
} from '../messageTypes.ts'
import { withinDepth } from '../stream/answer.ts'
import { MAX_PARTS } from '../stream/events/textEvents.ts'

/** Returns the value if it has the right type, otherwise undefined. */
type Reader<Value> = (value: unknown) => Value | undefined

/** A reader for each field, also for optional ones, so that the compiler reports a new field that is missing here. */
type Readers<T> = { readonly [Field in keyof Required<T>]: Reader<T[Field]> }

/** Answers hold at most this many parts, plus one of text and one of reasoning. */
const MOST_PARTS = MAX_PARTS + 2

const text: Reader<string> = (value) => (typeof value === 'string' ? value : undefined)
const number: Reader<number> = (value) => (Number.isFinite(value) ? (value as number) : undefined)
const flag: Reader<boolean> = (value) => (typeof value === 'boolean' ? value : undefined)
const oneOf =
  <Name extends string>(names: Readonly<Record<Name, true>>): Reader<Name> =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(names, value) ? (value as Name) : undefined
const constant =
  <Value>(expected: Value): Reader<Value> =>
  (value) =>
    value === expected ? expected : undefined
/** Accepts URLs that a page may use as a link: neither code nor an inline document. */
const sourceUrl: Reader<string> = (value) =>
  // Browsers ignore spaces and control characters in a scheme.
  /^(?:javascript|vbscript|data):/i.test((text(value) ?? '').replaceAll(/[\0-\x20]/g, ''))
    ? undefined
    : text(value)
const fileUrl: Reader<string> = (value) =>
  /^(?:https?|data|blob):/i.test(text(value) ?? '') ? text(value) : undefined

/**
 * Copies the fields whose values have the right types. Drops unknown fields.
 *
 * @returns undefined if a required field is missing
 */
function read<T extends object>(
  value: unknown,
  readers: Readers<T>,
  required: readonly (keyof T)[],
): T | undefined {
  if (!isObject(value)) return undefined
  const fields = Object.entries<Reader<unknown>>(readers)
    .map(([name, reader]) => [name, Object.hasOwn(value, name) ? reader(value[name]) : undefined])
    .filter(([, field]) => field !== undefined)
  const copy = Object.fromEntries(fields) as T
  return required.every((name) => Object.hasOwn(copy, name)) ? copy : undefined
}

const toolState = oneOf<ToolState>({
  'input-streaming': true,
  'input-available': true,
  'approval-requested': true,
  'approval-answered': true,
  executing: true,
  'output-available': true,
  'output-error': true,
})

type PartOf<Type> = Extract<MessagePart, { readonly type: Type }>

const partReaders: { readonly [Type in MessagePart['type']]: Reader<PartOf<Type>> } = {
  text: (part) => read<PartOf<'text'>>(part, { type: constant('text'), text }, ['text']),
  reasoning: (part) =>
    read<PartOf<'reasoning'>>(part, { type: constant('reasoning'), text }, ['text']),
  tool: (part) =>
    read<PartOf<'tool'>>(
      part,
      {
        type: constant('tool'),
        id: text,
        name: text,
        args: text,
        output: withinDepth,
        state: toolState,
        error: text,
        approvalId: text,
        input: withinDepth,
        approved: flag,
        reason: text,
        signature: text,
      },
      ['id', 'name', 'args'],
    ),
  source: (part) =>
    read<PartOf<'source'>>(part, { type: constant('source'), url: sourceUrl, title: text }, [
      'url',
    ]),
  file: (part) =>
    read<PartOf<'file'>>(
      part,
      { type: constant('file'), mediaType: text, url: fileUrl, name: text },
      ['mediaType', 'url'],
    ),
  data: (part) =>
    read<PartOf<'data'>>(
      part,
      { type: constant('data'), name: text, data: withinDepth, id: text },
      ['name'],
    ),
}

function readPart(value: unknown): MessagePart | undefined {
  const type = isObject(value) && value['type']
  return typeof type === 'string' && Object.hasOwn(partReaders, type)
    ? partReaders[type as MessagePart['type']](value)
    : undefined
}

const roles: Readonly<Record<Role, true>> = { user: true, assistant: true, system: true }
const outcomes: Readonly<Record<Outcome, true>> = {
  complete: true,
  stopped: true,
  truncated: true,
  failed: true,
  refused: true,
}

/**
 * Reads a stored message field by field. Drops unknown fields, parts that cannot be understood, and wrong details of
 * the answer.
 *
 * @returns undefined if the id, the role, the time or the list of parts cannot be understood
 */
export const readMessage: Reader<ChatMessage> = (value) =>
  read<ChatMessage>(
    value,
    {
      id: (id) => text(id) || undefined,
      role: oneOf(roles),
      parts: (parts) =>
        Array.isArray(parts)
          ? parts.slice(0, MOST_PARTS).flatMap((part) => readPart(part) ?? [])
          : undefined,
      omitted: (omitted) =>
        read<OmittedParts>(
          omitted,
          { tool: number, source: number, file: number, data: number },
          [],
        ),
      createdAt: number,
      outcome: oneOf(outcomes),
      error: (error) =>
        read<ChatMessageError>(
          error,
          {
            kind: oneOf(errorKinds),
            message: text,
            status: number,
            body: text,
            code: text,
            retryAfter: number,
          },
          ['kind', 'message'],
        ),
      refusal: text,
      finishReason: text,
      usage: (usage) =>
        read<Usage>(
          usage,
          {
            inputTokens: number,
            outputTokens: number,
            totalTokens: number,
            model: text,
            raw: withinDepth,
          },
          [],
        ),
      serverId: text,
      metadata: (metadata) => {
        const shallow = withinDepth(metadata)
        return isObject(shallow) ? shallow : undefined
      },
      metrics: (metrics) =>
        read<AnswerMetrics>(
          metrics,
          {
            timeToFirstByte: number,
            timeToFirstToken: number,
            duration: number,
            tokensPerSecond: number,
            charactersPerSecond: number,
            stalls: number,
            bytes: number,
            attempts: number,
            buffered: (buffered) => (typeof buffered === 'boolean' ? buffered : undefined),
          },
          ['stalls', 'bytes', 'attempts', 'buffered'],
        ),
      run: (run) =>
        read<RunReference>(
          run,
          { key: text, sessionId: text, cursor: (cursor) => text(cursor) ?? number(cursor) },
          ['key'],
        ),
    },
    ['id', 'role', 'parts', 'createdAt'],
  )
