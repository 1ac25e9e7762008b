import { ChatStreamError } from '../errors.ts'
import { isObject, type JsonObject } from '../jsonText.ts'
import { toJsonSchema, type StandardSchema } from '../schema.ts'
import { checkOption } from '../stream/checkOptions.ts'
import { eventSourceTransport } from '../transports/eventSource.ts'
import { getTransport } from '../transports/get.ts'
import type { PinnedObjectStreamOptions } from './objectTypes.ts'
import { needsJsonSchema, withOutputFormat } from './outputFormat.ts'

/**
 * Checks the schema of an object stream, and adds it to the option `body`. A question in a query string does not
 * contain it: it would be too long.
 *
 * @returns the option `body`, and the characters at which the JSON may begin
 * @throws {ChatStreamError} `argument` for a wrong option, which the message names
 */
export function readSchema<Schema extends StandardSchema>({
  schema,
  jsonSchema,
  body,
  dialect,
  transport,
}: PinnedObjectStreamOptions<Schema>): {
  readonly body: typeof body
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
  const isSent = jsonSchema !== false && transport !== getTransport
  return {
    within: startOf(json),
    body:
      json && isSent && transport !== eventSourceTransport
        ? withOutputFormat(body, dialect.name, json)
        : body,
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

/** Returns the characters at which a value of a schema may begin; undefined for any but lists and objects. */
function startOf(json: JsonObject | undefined): string | undefined {
  const type = json?.['type']
  if (type === 'object') return '{'
  if (type === 'array') return '['
  return type === undefined ? '{[' : undefined
}
