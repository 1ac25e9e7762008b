import * as v from 'valibot'
import { expect, test } from 'vitest'
import { toJsonSchema, validate, type StandardSchema } from './schema.ts'

test('validate() returns the value as the schema returns it', async () => {
  const schema = v.object({ city: v.pipe(v.string(), v.trim()) })
  expect(await validate(schema, { city: ' Rome ' })).toEqual({ value: { city: 'Rome' } })
})

test('validate() waits for a schema that is asynchronous', async () => {
  const schema = v.pipeAsync(
    v.string(),
    v.checkAsync(async (name) => name !== 'taken', 'Taken'),
  )
  expect(await validate(schema, 'free')).toEqual({ value: 'free' })
  expect(await validate(schema, 'taken')).toEqual({ issues: [{ message: 'Taken', path: [] }] })
})

test('validate() returns the paths of what is wrong as plain data', async () => {
  const schema = v.object({ days: v.array(v.object({ low: v.number('No number') })) })
  const result = await validate(schema, { days: [{ low: 1 }, { low: 'x' }] })
  expect(result.issues).toEqual([{ message: 'No number', path: ['days', 1, 'low'] }])
  expect(structuredClone(result)).toEqual(result)
})

test('validate() returns at most 100 issues', async () => {
  const result = await validate(v.array(v.number()), Array<string>(5000).fill('x'))
  expect(result.issues).toHaveLength(100)
})

test('validate() accepts symbols and segments in paths', async () => {
  const schema: StandardSchema = {
    '~standard': {
      version: 1,
      vendor: 'mine',
      validate: () => ({ issues: [{ message: 'No', path: [Symbol('s'), { key: 2 }, 'x'] }] }),
    },
  }
  expect((await validate(schema, 1)).issues).toEqual([
    { message: 'No', path: ['Symbol(s)', 2, 'x'] },
  ])
})

test('toJsonSchema() asks a schema for the values that it accepts', () => {
  const targets: string[] = []
  const schema: StandardSchema = {
    '~standard': {
      version: 1,
      vendor: 'mine',
      validate: (value) => ({ value }),
      jsonSchema: {
        input({ target }) {
          targets.push(target)
          return { type: 'object' }
        },
      },
    },
  }
  expect(toJsonSchema(schema)).toEqual({ type: 'object' })
  expect(targets).toEqual(['draft-2020-12'])
})

test('toJsonSchema() returns undefined for a library that cannot convert its schemas', () => {
  expect(toJsonSchema(v.string())).toBeUndefined()
})
