import { isObject } from './jsonText.ts'

/**
 * A schema of any library that follows Standard Schema, such as Zod, Valibot or ArkType.
 *
 * @see https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
    /** Only in libraries that follow Standard JSON Schema, too. */
    readonly jsonSchema?: StandardJsonSchema | undefined
  }
}

type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

interface StandardJsonSchema {
  readonly input: (options: { readonly target: string }) => Readonly<Record<string, unknown>>
}

/** The type of the values that a schema accepts. */
export type SchemaInput<Schema extends StandardSchema> = NonNullable<
  Schema['~standard']['types']
>['input']

/** The type of the values that a schema returns. */
export type SchemaOutput<Schema extends StandardSchema> = NonNullable<
  Schema['~standard']['types']
>['output']

/** Why a value does not match a schema, as plain data. */
export interface SchemaIssue {
  readonly message: string
  /** Names and indexes from the value to what is wrong. */
  readonly path: readonly (string | number)[]
}

/** How many issues of one value are kept: a long list with the same mistake in each entry has thousands. */
const MAX_ISSUES = 100

/**
 * Validates a value by a schema.
 *
 * @returns the value as the schema returns it, or at most 100 issues
 * @throws what the schema throws
 * @example
 * const result = await validate(z.object({ city: z.string() }), { city: 5 })
 * if (result.issues) console.log(result.issues[0].path) // ['city']
 */
export async function validate<Output>(
  schema: StandardSchema<unknown, Output>,
  value: unknown,
): Promise<
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }
> {
  const result = await schema['~standard'].validate(value)
  if (!result.issues) return { value: result.value }
  return {
    issues: result.issues.slice(0, MAX_ISSUES).map(({ message, path = [] }) => ({
      message,
      path: path.map((segment) => {
        const key = typeof segment === 'object' ? segment.key : segment
        return typeof key === 'number' ? key : String(key)
      }),
    })),
  }
}

/**
 * Returns the JSON Schema (draft 2020-12) of the values that a schema accepts; undefined if its library cannot convert
 * it.
 *
 * @throws what the library throws for a type that JSON cannot represent, such as a date
 * @see https://standardschema.dev/json-schema
 * @example
 * toJsonSchema(z.object({ city: z.string() })) // { type: 'object', properties: { city: { type: 'string' } }, … }
 */
export function toJsonSchema(
  schema: StandardSchema,
): Readonly<Record<string, unknown>> | undefined {
  const json = schema['~standard'].jsonSchema?.input({ target: 'draft-2020-12' })
  return isObject(json) ? json : undefined
}
