import * as v from 'valibot'
import { errorKinds } from '../../core/internal.ts'
import type { ChatMessage, MessagePart } from '../../core/index.ts'
import { type ChatSettings, PARAMETER_BOUNDS, type ParameterName } from '../../model/index.ts'
import { toolStates } from '../storage/rows/readPart.ts'
import { outcomes, roles } from '../storage/rows/readMessage.ts'
import { DEEPEST_DATA, LONGEST_ID, LONGEST_TITLE, MOST_MESSAGES, MOST_PARTS } from './format.ts'
import { toJsonData } from './jsonData.ts'
import type { TransferredChat, TransferredMessage } from './transferredChat.ts'

// Unknown fields are dropped. URLs are not checked here: a model may write any URL, so the code that shows one
// has to check it anyway.

/** Requires every field, including optional ones, so that the compiler reports a new field that is missing here. */
type Fields<T> = Readonly<Record<keyof Required<T>, v.GenericSchema>>

const keysOf = <Name extends string>(table: Readonly<Record<Name, unknown>>) =>
  // The type of the table has no other keys.
  Object.keys(table) as Name[]

/** The last millisecond that a `Date` can represent. */
const LAST_TIME = 8.64e15

const id = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_ID))
const text = v.optional(v.string())
const flag = v.optional(v.boolean())
const number = v.pipe(v.number(), v.finite())
const count = v.pipe(number, v.minValue(0))
const time = v.pipe(number, v.minValue(-LAST_TIME), v.maxValue(LAST_TIME))

const data = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    let isTooDeep = false
    const copy = toJsonData(dataset.value, { onTooDeep: () => void (isTooDeep = true) })
    if (!isTooDeep) return copy
    addIssue({ message: 'too deep', expected: `at most ${DEEPEST_DATA} levels`, received: 'more' })
    return NEVER
  }),
)

type PartSchemas = {
  readonly [Type in MessagePart['type']]: Fields<Extract<MessagePart, { readonly type: Type }>>
}
const parts = {
  text: { type: v.literal('text'), text: v.string() },
  reasoning: { type: v.literal('reasoning'), text: v.string() },
  tool: {
    type: v.literal('tool'),
    id: v.string(),
    name: v.string(),
    args: v.string(),
    input: v.optional(data),
    output: v.optional(data),
    // Without a state that only a later version knows, the call is shown as one of an earlier version.
    state: v.fallback(v.optional(v.picklist(keysOf(toolStates))), undefined),
    error: text,
    approvalId: text,
    signature: text,
    approved: v.optional(v.boolean()),
    reason: text,
  },
  source: { type: v.literal('source'), url: v.string(), title: text },
  file: { type: v.literal('file'), mediaType: v.string(), url: v.string(), name: text },
  data: { type: v.literal('data'), name: v.string(), data, id: text },
} satisfies PartSchemas

const part = v.variant('type', [
  v.object(parts.text),
  v.object(parts.reasoning),
  v.object(parts.tool),
  v.object(parts.source),
  v.object(parts.file),
  v.object(parts.data),
])

const error = v.object({
  kind: v.picklist(keysOf(errorKinds)),
  message: v.string(),
  status: v.optional(number),
  body: text,
  code: text,
  retryAfter: v.optional(number),
} satisfies Fields<NonNullable<ChatMessage['error']>>)

const usage = v.object({
  inputTokens: v.optional(number),
  outputTokens: v.optional(number),
  totalTokens: v.optional(number),
  model: text,
  raw: v.optional(data),
} satisfies Fields<NonNullable<ChatMessage['usage']>>)

const omitted = v.object({
  tool: v.optional(count),
  source: v.optional(count),
  file: v.optional(count),
  data: v.optional(count),
} satisfies Fields<NonNullable<ChatMessage['omitted']>>)

const metrics = v.object({
  timeToFirstByte: v.optional(number),
  timeToFirstToken: v.optional(number),
  duration: v.optional(number),
  tokensPerSecond: v.optional(number),
  charactersPerSecond: v.optional(number),
  stalls: count,
  bytes: count,
  attempts: count,
  buffered: v.boolean(),
} satisfies Fields<NonNullable<ChatMessage['metrics']>>)

const run = v.object({
  key: v.string(),
  sessionId: text,
  cursor: v.optional(v.union([v.string(), number])),
} satisfies Fields<NonNullable<ChatMessage['run']>>)

const message = v.object({
  id,
  role: v.picklist(keysOf(roles)),
  parts: v.pipe(v.array(part), v.maxLength(MOST_PARTS)),
  omitted: v.optional(omitted),
  createdAt: time,
  outcome: v.optional(v.picklist(keysOf(outcomes))),
  error: v.optional(error),
  refusal: text,
  finishReason: text,
  usage: v.optional(usage),
  serverId: text,
  metadata: v.optional(v.pipe(data, v.record(v.string(), v.unknown()))),
  metrics: v.optional(metrics),
  run: v.optional(run),
  // A parent that does not exist counts as none.
  parent: v.optional(v.nullable(v.string())),
} satisfies Fields<TransferredMessage>)

const within = (name: ParameterName) =>
  v.pipe(number, v.minValue(PARAMETER_BOUNDS[name].min), v.maxValue(PARAMETER_BOUNDS[name].max))
const parameter = (name: ParameterName) => v.optional(within(name))

const settings = v.object({
  system: text,
  model: text,
  modelOf: text,
  temperature: parameter('temperature'),
  topP: parameter('topP'),
  maxTokens: v.optional(v.pipe(within('maxTokens'), v.integer('a whole number'))),
} satisfies Fields<ChatSettings>)

/** Schema of one chat in a file. */
export const chatSchema = v.object({
  id,
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST_TITLE)),
  createdAt: time,
  updatedAt: time,
  draft: v.optional(v.string(), ''),
  leaf: text,
  askedAt: v.optional(time),
  pinned: flag,
  archived: flag,
  unread: flag,
  settings: v.optional(settings),
  messages: v.pipe(
    v.array(v.unknown()),
    // Check the length before validating every message.
    v.maxLength(MOST_MESSAGES),
    v.array(message),
    v.check(
      (messages) => new Set(messages.map((one) => one.id)).size === messages.length,
      'ids that differ',
    ),
  ),
} satisfies Fields<TransferredChat>)
