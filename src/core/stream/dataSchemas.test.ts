import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import type { StreamEvent } from '../types.ts'
import { createToolChat } from '../tools/toolTest.test-helper.ts'

const data = (name: string, value: unknown, id?: string): StreamEvent => ({
  type: 'data',
  name,
  data: value,
  id,
})

describe('the option `dataSchemas`', () => {
  test('keeps the parts that match, and reports and counts the others', async () => {
    const onInvalid = vi.fn()
    const dataSchemas = { progress: z.number().transform((value) => new Date(value)) }
    const { chat } = createToolChat({ dataSchemas, onInvalid }, [
      data('progress', 1, 'p'),
      data('progress', 'half', 'p'),
      data('progress', 2, 'p'),
      data('toString', 3),
    ])
    const { parts, omitted } = await chat.send('Go')
    // As it arrived, because a date is not plain data.
    expect(parts).toEqual([{ type: 'data', name: 'progress', data: 2, id: 'p' }])
    expect(omitted).toEqual({ data: 2 })
    expect(onInvalid.mock.calls).toEqual([
      [{ type: 'data', name: 'progress', data: 'half', message: expect.stringMatching(/number/) }],
      [
        {
          type: 'data',
          name: 'toString',
          data: 3,
          message: 'There is no schema for this name.',
        },
      ],
    ])
  })

  test('that is asynchronous ends the answer with an error', async () => {
    const dataSchemas = { progress: z.number().refine(async () => true) }
    const { chat } = createToolChat({ dataSchemas }, [data('progress', 1)])
    expect(await chat.send('Go')).toMatchObject({ outcome: 'failed', error: { kind: 'argument' } })
  })
})

test('metadata that does not match `metadataSchema` is reported and not kept', async () => {
  const onInvalid = vi.fn()
  const metadataSchema = z.object({ model: z.string() })
  const { chat } = createToolChat({ metadataSchema, onInvalid }, [
    { type: 'metadata', metadata: { model: 'm' } },
    { type: 'metadata', metadata: { model: 1 }, serverId: 's' },
    { type: 'metadata', metadata: { tokens: 3 } },
  ])
  const answer = await chat.send('Go')
  expect(answer.metadata).toEqual({ model: 'm', tokens: 3 })
  expect(answer.serverId).toBe('s')
  expect(onInvalid).toHaveBeenCalledExactlyOnceWith({
    type: 'metadata',
    data: { model: 1 },
    message: expect.stringMatching(/string/),
  })
})
