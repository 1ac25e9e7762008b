import { ChatStreamError } from '../errors.ts'
import { isObject } from '../jsonText.ts'
import { toJsonSchema } from '../schema.ts'
import type { LiveChat } from '../stream/chatState.ts'
import { encodeBody } from './encodeBody.ts'
import { createToolLoop } from './toolLoop.ts'
import type {
  ToolDefinition,
  ToolDescription,
  ToolSchema,
  ToolSet,
  ToolTypesIn,
} from './toolSet.ts'

/** Vendors accept names of letters, digits, `_` and `-`. */
const NAME = /^[\w-]{1,64}$/

/** Reports a field that no tool has, such as a misspelled `execute`. */
type OnlyKnownFields<Definitions> = {
  readonly [Name in keyof Definitions]: {
    readonly [
      Field in Exclude<keyof Definitions[Name], keyof ToolDefinition>
    ]: 'This is not a field of a tool.'
  }
}

/**
 * Defines the tools that a model may call: pass them as the option `tools`. The chat describes them to the model,
 * validates the arguments, runs `execute` in the page, and sends the results back until the model answers without a
 * call.
 *
 * @param definitions the tools by their names: letters, digits, `_` and `-`, at most 64
 * @throws {ChatStreamError} `argument` for a wrong name, or for a schema that cannot be converted to JSON Schema; the
 *   message names the tool
 * @see https://standardschema.dev
 * @example
 * const tools = defineTools({
 *   weather: {
 *     description: 'Returns the weather of a city.',
 *     input: z.object({ city: z.string() }),
 *     execute: async ({ city }, { signal }) => fetchWeather(city, signal),
 *   },
 * })
 * const chat = useChatStream({ ...openAI({ model }), tools })
 */
export function defineTools<
  Schemas extends Readonly<Record<string, ToolSchema>>,
  Definitions extends { readonly [Name in keyof Schemas]: unknown },
>(
  definitions: Definitions & {
    readonly [Name in keyof Schemas]: ToolDefinition<Schemas[Name]>
  } & OnlyKnownFields<Definitions>,
): ToolSet<ToolTypesIn<Definitions>>
export function defineTools(definitions: Readonly<Record<string, ToolDefinition>>): ToolSet {
  const descriptions = Object.entries(definitions).map(describe)
  return {
    definitions,
    // Only a chat stream calls it.
    start: (chat) => createToolLoop(chat as LiveChat, definitions, descriptions),
    encodeBody,
  }
}

function describe([name, { description, input }]: [string, ToolDefinition]): ToolDescription {
  if (!NAME.test(name)) {
    throw new ChatStreamError(
      'argument',
      `The name of the tool "${name}" must consist of 1 to 64 letters, digits, \`_\` and \`-\`.`,
    )
  }
  return { name, description, inputSchema: jsonSchemaOf(name, input) }
}

function jsonSchemaOf(name: string, input: ToolSchema): ToolDescription['inputSchema'] {
  let cause: unknown
  try {
    const found = '~standard' in input ? toJsonSchema(input) : input.jsonSchema
    if (isObject(found)) {
      // Vendors need a type, and some reject the name of the draft.
      return { type: 'object', properties: {}, ...found, $schema: undefined }
    }
  } catch (thrown) {
    cause = thrown
  }
  throw new ChatStreamError(
    'argument',
    `The schema \`input\` of the tool "${name}" has no JSON Schema${cause ? `: ${String(cause)}` : ''}. Pass \`input: { schema, jsonSchema }\`.`,
    { cause },
  )
}
