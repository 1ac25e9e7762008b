import { ChatStreamError } from '../errors.ts'
import { isObject, type JsonObject } from '../jsonText.ts'
import { toJsonSchema, type StandardSchema } from '../schema.ts'
import { checkOption } from '../stream/arguments/checkOptions.ts'
import type { ChatStreamBaseOptions } from '../stream/options.ts'
import type { PinnedObjectStreamOptions } from './objectTypes.ts'
import { needsJsonSchema, withOutputFormat } from './outputFormat.ts'

type Body = ChatStreamBaseOptions['body'] | undefined

/**
 * Checks the schema of an object stream, and prepares its requests.
 *
 * @returns a function that adds the JSON Schema to the option `body`, and the characters that the JSON may begin with
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function readSchema<Schema extends StandardSchema>({
  schema,
  jsonSchema,
  dialect,
}: PinnedObjectStreamOptions<Schema>): {
  readonly toBody: (body: Body) => Body
  readonly within: string | undefined
} {
  // Callers without types may pass anything.
  const isStandard = typeof schema?.['~standard']?.validate === 'function'
  checkOption('schema', schema, isStandard, 'a Standard Schema, such as one of Zod or Valibot')
  const isJsonSchema = jsonSchema === undefined || jsonSchema === false || isObject(jsonSchema)
  checkOption('jsonSchema', jsonSchema, isJsonSchema, 'an object or `false`')
  const json = jsonSchema || convert(schema, jsonSchema === false)
  if (jsonSchema === undefined && !json && needsJsonSchema(dialect.name)) {
    const reason = `The library of \`schema\` (${schema['~standard'].vendor}) cannot convert it to JSON Schema`
    throw new ChatStreamError('argument', `${reason}. Pass \`jsonSchema\`, or \`false\`.`)
  }
  const sent = jsonSchema === false ? undefined : json
  return {
    within: startOf(json),
    toBody: (body) => (sent ? withOutputFormat(body, dialect.name, sent) : body),
  }
}

/** @throws {ChatStreamError} `argument` if JSON cannot represent a type of the schema, unless that is ignored */
function convert(schema: StandardSchema, isOptional: boolean): JsonObject | undefined {
  try {
    return toJsonSchema(schema)
  } catch (cause) {
    if (isOptional) return undefined
    const message = `The option \`schema\` has no JSON Schema: ${String(cause)}. Pass \`jsonSchema\`, or \`false\`.`
    throw new ChatStreamError('argument', message, { cause })
  }
}

/** Returns the characters that a value of a schema may begin with; undefined if it is not a list or an object. */
function startOf(json: JsonObject | undefined): string | undefined {
  const type = json?.['type']
  if (type === 'object') return '{'
  if (type === 'array') return '['
  return type === undefined ? '{[' : undefined
}
