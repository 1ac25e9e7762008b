import { isObject, type JsonObject } from '../jsonText.ts'

/** Keywords of JSON Schema whose values are schemas by name, lists of schemas, and schemas. */
const SCHEMAS_BY_NAME = ['properties', '$defs', 'definitions']
const LISTS = ['anyOf', 'oneOf', 'prefixItems']
const SCHEMAS = ['items']

/** Fields that contain other settings, too. */
const GROUPS = ['text', 'output_config', 'generationConfig']

type ToFields = (schema: JsonObject) => JsonObject

/** The fields of a request that ask for JSON of a schema, by the name of the dialect. */
const outputFields: Readonly<Record<string, ToFields>> = {
  openai: (schema) => {
    return { response_format: { type: 'json_schema', json_schema: toNamedSchema(schema) } }
  },
  'openai-responses': (schema) => {
    return { text: { format: { type: 'json_schema', ...toNamedSchema(schema) } } }
  },
  anthropic: (schema) => {
    return { output_config: { format: { type: 'json_schema', schema: closeObjects(schema) } } }
  },
  gemini: (schema) => {
    const responseMimeType = 'application/json'
    return { generationConfig: { responseMimeType, responseJsonSchema: schema } }
  },
  ollama: (format) => ({ format }),
}

/** Returns whether the server of a dialect knows the form of an object only from its JSON Schema. */
export function needsJsonSchema(dialect: string): boolean {
  return Object.hasOwn(outputFields, dialect)
}

/**
 * Adds a JSON Schema to the option `body`, in the form of the dialect: the model then writes only JSON that matches
 * it. The body's own fields take precedence.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs
 * @see https://platform.claude.com/docs/en/build-with-claude/structured-outputs
 * @see https://ai.google.dev/gemini-api/docs/structured-output
 * @see https://docs.ollama.com/capabilities/structured-outputs
 */
export function withOutputFormat<Request>(
  body: JsonObject | ((request: Request) => unknown) | undefined,
  dialect: string,
  jsonSchema: JsonObject,
): JsonObject | ((request: Request) => unknown) | undefined {
  // The keyword names the draft, and some servers reject it.
  const schema = { ...jsonSchema }
  delete schema.$schema
  const fields = needsJsonSchema(dialect) && outputFields[dialect]?.(schema)
  if (typeof body !== 'function') return withFields(body ?? {}, fields || { schema })
  return fields ? (request) => withFields(body(request), fields) : body
}

/** Adds the fields that the body does not have. */
function withFields<Body>(body: Body, fields: JsonObject): Body {
  if (!isObject(body)) return body
  const added = Object.entries(fields).map(([name, value]) => {
    const own = body[name]
    const isJoined = GROUPS.includes(name) && isObject(own) && isObject(value)
    return [name, isJoined ? { ...value, ...own } : (own ?? value)]
  })
  return { ...body, ...Object.fromEntries(added) }
}

/** Returns the form of both APIs of OpenAI. With `strict`, they accept only schemas whose fields are all required. */
function toNamedSchema(schema: JsonObject): JsonObject {
  const { title } = schema
  const closed = closeObjects(schema)
  const name = typeof title === 'string' ? title.replace(/[^\w-]+/g, '_').slice(0, 64) : ''
  return { name: name || 'object', schema: closed, ...(isStrict(closed) && { strict: true }) }
}

/** Forbids additional fields in objects that do not mention them, as OpenAI and Anthropic require. */
function closeObjects(schema: JsonObject): JsonObject {
  const closed = mapSchemas(schema, closeObjects)
  return isObject(closed['properties']) ? { additionalProperties: false, ...closed } : closed
}

function isStrict(schema: JsonObject): boolean {
  const { properties = {}, required = [], additionalProperties, type, allOf } = schema
  let isEveryStrict = true
  mapSchemas(schema, (each) => {
    isEveryStrict &&= isStrict(each)
    return each
  })
  const isClosed = type !== 'object' || additionalProperties === false
  const names = Object.keys(isObject(properties) ? properties : {})
  const isRequired = Array.isArray(required) && names.every((name) => required.includes(name))
  return isEveryStrict && isClosed && isRequired && !allOf
}

/** Returns a schema with the schemas in it replaced. */
function mapSchemas(schema: JsonObject, map: (schema: JsonObject) => JsonObject): JsonObject {
  const mapIfSchema = (value: unknown) => (isObject(value) ? map(value) : value)
  const entries = Object.entries(schema).map(([key, value]) => {
    if (SCHEMAS.includes(key)) return [key, mapIfSchema(value)]
    if (LISTS.includes(key) && Array.isArray(value)) return [key, value.map(mapIfSchema)]
    if (!SCHEMAS_BY_NAME.includes(key) || !isObject(value)) return [key, value]
    const named = Object.entries(value).map(([name, each]) => [name, mapIfSchema(each)])
    return [key, Object.fromEntries(named)]
  })
  return Object.fromEntries(entries)
}
