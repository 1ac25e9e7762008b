import type { DataPart, ToolPart } from './messageTypes.ts'
import type { ToolSet, ToolTypes } from './tools/toolSet.ts'

/**
 * The types of a chat's own data: pass them as `useChatStream<MyChat>()`, or let the options `tools`, `metadataSchema`
 * and `dataSchemas` infer them.
 *
 * @example
 * interface MyChat {
 *   metadata: { model: string }
 *   data: { progress: number }
 *   tools: typeof tools
 * }
 * const message: ChatMessage<MyChat>
 */
export interface ChatTypes {
  /** The type of `message.metadata`. @default a record of unknown values */
  metadata?: unknown
  /** The types of the data parts, by their names. @default unknown data of any name */
  data?: object
  /** The tools, as `defineTools` returns them. @default calls of any name */
  tools?: ToolSet<object>
}

/** Turns an interface into a plain type, which is assignable to a record. */
type Plain<Type> = { readonly [Key in keyof Type]: Type[Key] }

/** The type of the metadata of a chat's messages. */
export type MetadataOf<Chat extends ChatTypes> = unknown extends Chat['metadata']
  ? Readonly<Record<string, unknown>>
  : Plain<NonNullable<Chat['metadata']>>

/** The types of a chat's data parts, by their names. */
export type DataOf<Chat extends ChatTypes> = Chat extends { data: infer Data extends object }
  ? Plain<Data>
  : Readonly<Record<string, unknown>>

/** The set of a chat's tools. */
export type ToolsOf<Chat extends ChatTypes> = Chat extends { tools: infer Tools extends object }
  ? Tools
  : ToolSet

/** Input and output of each of a chat's tools, by their names. */
export type ToolTypesOf<Chat extends ChatTypes> = Chat extends { tools: ToolSet<infer Tools> }
  ? Tools
  : Readonly<Record<string, ToolTypes>>

/**
 * The chat with the types of a type parameter; without it, with those that options infer. It is `ChatTypes` if all of
 * them are the defaults.
 */
export type ChatOf<
  Chat extends ChatTypes,
  Tools extends ToolSet<object>,
  Metadata,
  Data extends object,
> = ChatTypes extends Chat ? InferredChat<Tools, Metadata, Data> : Chat

type InferredChat<Tools extends ToolSet<object>, Metadata, Data extends object> =
  IsOpen<Data> extends true
    ? unknown extends Metadata
      ? ChatWithTools<Tools>
      : IsOpen<Metadata> extends true
        ? ChatWithTools<Tools>
        : { metadata: Metadata; tools: Tools }
    : { data: Data; metadata: Metadata; tools: Tools }

// Not `ToolSet extends Tools`: the set of `mcpTools` has methods besides.
type ChatWithTools<Tools extends ToolSet<object>> =
  IsOpen<ToolTypesOf<{ tools: Tools }>> extends true ? ChatTypes : { tools: Tools }

/** Whether a type lists no names. */
type IsOpen<Type> = string extends keyof Type ? true : [keyof Type] extends [never] ? true : false

/** A data part of a chat: one type for each name. */
export type DataPartOf<Chat extends ChatTypes> = string extends keyof DataOf<Chat>
  ? DataPart
  : {
      [Name in keyof DataOf<Chat> & string]: TypedDataPart<Name, DataOf<Chat>[Name]>
    }[keyof DataOf<Chat> & string]

/** A data part whose type is known. */
export interface TypedDataPart<Name extends string, Data> extends DataPart {
  readonly name: Name
  readonly data: Data
}

/** A tool call of a chat: one type for each tool and state. */
export type ToolPartOf<Chat extends ChatTypes> = string extends keyof ToolTypesOf<Chat>
  ? ToolPart
  : {
      [Name in keyof ToolTypesOf<Chat> & string]: ToolTypesOf<Chat>[Name] extends ToolTypes
        ? TypedToolPart<Name, ToolTypesOf<Chat>[Name]['input'], ToolTypesOf<Chat>[Name]['output']>
        : never
    }[keyof ToolTypesOf<Chat> & string]

/** A call of a tool whose types are known. */
export type TypedToolPart<Name extends string, Input, Output> =
  | StreamingToolPart<Name, Input>
  | WaitingToolPart<Name, Input>
  | AnsweredToolPart<Name, Input, Output>
  | FailedToolPart<Name>

interface StreamingToolPart<Name extends string, Input> extends ToolPart {
  readonly name: Name
  readonly state: 'input-streaming'
  /** The arguments as far as they arrived. */
  readonly input?: PartialInput<Input> | undefined
  readonly output?: undefined
}

interface WaitingToolPart<Name extends string, Input> extends ToolPart {
  readonly name: Name
  readonly state: 'input-available' | 'approval-requested' | 'approval-answered' | 'executing'
  readonly input: Input
  readonly output?: undefined
}

interface AnsweredToolPart<Name extends string, Input, Output> extends ToolPart {
  readonly name: Name
  readonly state: 'output-available'
  readonly input: Input
  readonly output: Output
}

interface FailedToolPart<Name extends string> extends ToolPart {
  readonly name: Name
  readonly state: 'output-error'
  readonly output?: undefined
  readonly error: string
}

/** Arguments that are still arriving: any of their values may be missing. */
export type PartialInput<Input> = Input extends readonly (infer Entry)[]
  ? readonly PartialInput<Entry>[]
  : Input extends object
    ? { readonly [Name in keyof Input]?: PartialInput<Input[Name]> | undefined }
    : Input

/** The result of a tool call, for `addToolOutput`: with the `name` of the tool, its type is checked. */
export type ToolOutput<Chat extends ChatTypes = ChatTypes> =
  | {
      [Name in keyof ToolTypesOf<Chat> & string]: ToolTypesOf<Chat>[Name] extends ToolTypes
        ? {
            readonly id: string
            readonly name?: Name
            readonly output: ToolTypesOf<Chat>[Name]['output']
          }
        : never
    }[keyof ToolTypesOf<Chat> & string]
  | { readonly id: string; readonly error: string }
