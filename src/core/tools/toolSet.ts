import type { StandardSchema } from '../schema.ts'
import type { Call } from '../stream/arguments/sendOptions.ts'
import type { ChatMessage, ChatRequest, Dialect, StreamEvent } from '../types.ts'

/** The value that a tool gets, and the one that it returns. */
export interface ToolTypes {
  readonly input: unknown
  readonly output: unknown
}

/** A JSON Schema, as plain data. @see https://json-schema.org/draft/2020-12 */
export type JsonSchema = Readonly<Record<string, unknown>>

/**
 * The schema of a tool's arguments: a schema of any library that follows Standard Schema and Standard JSON Schema (Zod
 * 4.2, ArkType, Valibot with its adapter), or a schema that follows only Standard Schema, together with its JSON
 * Schema.
 *
 * @see https://standardschema.dev
 */
export type ToolSchema<Input = unknown, Output = unknown> =
  | StandardSchema<Input, Output>
  | { readonly schema: StandardSchema<Input, Output>; readonly jsonSchema: JsonSchema }

/** What `execute` gets besides the arguments. */
export interface ToolContext {
  /** Aborts when the user stops the answer, and when the chat ends. */
  readonly signal: AbortSignal
  /** The id of the call, as in its `ToolPart`. */
  readonly toolCallId: string
  /** The chat up to the answer that contains the call. */
  readonly messages: readonly ChatMessage[]
}

/** One tool that the model may call. */
export interface ToolDefinition<Schema extends ToolSchema = ToolSchema> {
  /** Says what the tool does, and when the model should call it. */
  readonly description: string
  /** The arguments: an object. They are validated before the tool runs. */
  readonly input: Schema
  /**
   * Runs the tool in the page. Its result is sent back to the model: any value that JSON can represent, or a promise of
   * one. If it throws, the model gets the error's message.
   * @default the page answers the call with `addToolOutput`
   */
  // A method, so that a set of tools accepts tools with any arguments.
  execute?(input: SchemaResult<Schema>, context: ToolContext): unknown
  /**
   * Whether the call waits for `approveTool`; a function decides for each call.
   * @default false
   */
  readonly needsApproval?:
    boolean | { rule(input: SchemaResult<Schema>): boolean | Promise<boolean> }['rule']
  /** The schema of the result: of that of `execute`, and of `addToolOutput`. @default any value */
  readonly output?: StandardSchema
}

/** The type of the arguments as `execute` gets them. */
export type SchemaResult<Schema> =
  Schema extends StandardSchema<unknown, infer Output>
    ? Output
    : Schema extends { readonly schema: StandardSchema<unknown, infer Output> }
      ? Output
      : never

/** The type of the arguments as the model sends them. */
export type SchemaArguments<Schema> =
  Schema extends StandardSchema<infer Input>
    ? Input
    : Schema extends { readonly schema: StandardSchema<infer Input> }
      ? Input
      : never

/** The type of a tool's result: that of its schema `output`, or what its `execute` returns. */
export type ToolResultOf<Definition> = Definition extends {
  readonly output: StandardSchema<infer Output>
}
  ? Output
  : Definition extends { execute(...args: never[]): infer Returned }
    ? Awaited<Returned>
    : unknown

/** Input and output of each tool of a set of definitions. */
export type ToolTypesIn<Definitions> = {
  readonly [Name in keyof Definitions]: Definitions[Name] extends { readonly input: infer Schema }
    ? { readonly input: SchemaArguments<Schema>; readonly output: ToolResultOf<Definitions[Name]> }
    : never
}

/** A tool as a request describes it to the model, for the `encode` of a custom dialect. */
export interface ToolDescription {
  readonly name: string
  readonly description: string
  /** The JSON Schema of the arguments (draft 2020-12). */
  readonly inputSchema: JsonSchema
}

/**
 * Tools for the option `tools`, with the code that runs them: create it with `defineTools`.
 *
 * @typeParam Tools - input and output of each tool, by its name
 */
export interface ToolSet<Tools extends object = Readonly<Record<string, ToolTypes>>> {
  /** Copy them into another `defineTools` to combine two sets. */
  readonly definitions: Readonly<Record<string, ToolDefinition>>
  /** Only for the compiler: no value has it. */
  readonly types?: Tools
  /** Starts the loop of one chat. A chat stream calls it. @internal */
  start(chat: unknown): ToolLoop
  /** Adds the tools to a body that no preset creates. @internal */
  encodeBody(dialect: Dialect, request: ChatRequest, body: object): object
}

/** The result of a call: its output, or why it failed. */
export type ToolAnswer =
  | { readonly id: string; readonly name?: string; readonly output: unknown }
  | { readonly id: string; readonly name?: string; readonly error: string }

/** The part of a chat that runs tools. Without the option `tools`, a bundle does not contain it. */
export interface ToolLoop {
  readonly descriptions: readonly ToolDescription[]
  /** Whether tools run: questions wait. @param call - only for the question with these options */
  isBusy(call?: Call): boolean
  /** Adds the arguments as far as they arrived to the call of an event that was just applied. */
  onEvent(message: ChatMessage, event: StreamEvent): ChatMessage
  /**
   * Runs the tool calls of an answer that ended.
   *
   * @param former - the answer as it was before it was read again from its start
   * @param call - the options of its question
   * @returns the answer that follows; undefined if the answer has no call to run
   */
  onEnd(
    message: ChatMessage,
    former: ChatMessage | undefined,
    call: Call,
  ): Promise<ChatMessage> | undefined
  /** Aborts the running tools. No further request is sent. */
  stop(): void
  addOutput(answer: ToolAnswer): Promise<ChatMessage>
  approve(id: string, isApproved: boolean, reason?: string): Promise<ChatMessage>
}
