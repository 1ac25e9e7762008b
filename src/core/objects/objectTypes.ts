import type { ChatStreamError } from '../errors.ts'
import type { SchemaInput, SchemaOutput, StandardSchema } from '../schema.ts'
import type {
  ChatStreamBaseOptions,
  DialectOption,
  PickOption,
  PinnedChatStreamOptions,
} from '../stream/options.ts'
import type { ChatStatus } from '../stream/status.ts'
import type { ChatMessage, Outcome } from '../types.ts'

/** An object as far as it arrived: any field may be missing, at any depth. */
export type DeepPartial<Value> = Value extends readonly (infer Item)[]
  ? readonly DeepPartial<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: DeepPartial<Value[Key]> }
    : Value

/** The options of an object stream besides those of its chat. */
export interface ObjectOptions<Schema extends StandardSchema> {
  /** What the object must match: a schema of any library that follows Standard Schema, such as Zod or Valibot. */
  schema: Schema
  /**
   * The JSON Schema that a request asks the model for, or `false` to send none. The dialects `openai`,
   * `openai-responses`, `anthropic`, `gemini` and `ollama` send it in their own form; with any other one, a body that
   * is not a function gets the field `schema`. A field of the option `body` with the same name replaces it.
   * @default that of `schema`, if its library follows Standard JSON Schema, such as Zod 4.2 and later
   */
  jsonSchema?: Readonly<Record<string, unknown>> | false
  /** Messages to send before every question, such as examples. @default [] */
  messages?: readonly ChatMessage[]
  /** Called when an answer ended, no matter how. @default none */
  onFinish?: (answer: ObjectAnswer<Schema>) => void
  /** Called when an answer ended with an error. @default none */
  onError?: (error: ChatStreamError, answer: ObjectAnswer<Schema>) => void
}

type Replaced = 'whenBusy' | 'whenStopped' | 'onFinish' | 'onError'

/** All options of an object stream. `transport` defaults to `post`. */
export type ObjectStreamOptions<Schema extends StandardSchema> = Omit<
  ChatStreamBaseOptions,
  Replaced
> &
  (DialectOption | PickOption) &
  ObjectOptions<Schema>

/** The options of an object stream, with its transport and dialect as values. */
export type PinnedObjectStreamOptions<Schema extends StandardSchema> = Omit<
  PinnedChatStreamOptions,
  Replaced
> &
  ObjectOptions<Schema>

/**
 * State of an object stream: that of its chat, and `complete` after an object that matches the schema.
 *
 * - `ready`: nothing was asked, or the answer was stopped
 * - `error`: as `ready`, but the last answer is not a whole object that matches the schema
 */
export type ObjectStatus = ChatStatus | 'complete'

/** The state of an object stream. Compare `status` to narrow the type of `object`. */
export type ObjectStreamState<Schema extends StandardSchema> =
  | {
      readonly status: 'complete'
      readonly object: SchemaOutput<Schema>
      readonly error: undefined
    }
  | {
      readonly status: ChatStatus
      /** The object as far as it arrived, before the schema validated or changed it. */
      readonly object: DeepPartial<SchemaInput<Schema>> | undefined
      /** Why there is no whole object, or why the stream is reconnecting. */
      readonly error: ChatStreamError | undefined
    }

/** How an answer ended. Compare `outcome` to narrow the type of `object`. */
export type ObjectAnswer<Schema extends StandardSchema> =
  | {
      readonly outcome: 'complete'
      readonly object: SchemaOutput<Schema>
      readonly error: undefined
      readonly message: ChatMessage
    }
  | {
      /** `failed`, too, if the answer is complete but does not match the schema. */
      readonly outcome: Exclude<Outcome, 'complete'>
      /** The object as far as it arrived. */
      readonly object: DeepPartial<SchemaInput<Schema>> | undefined
      readonly error: ChatStreamError | undefined
      /** The model's answer, with all of its text. */
      readonly message: ChatMessage
    }
