import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reasoningOf, textOf } from '../text.ts'
import { decodeAll, sse } from './decodeAll.test-helper.ts'
import { createAuto } from './index.ts'

interface Recording {
  file: string
  format: 'raw-sse' | 'json-lines' | 'ndjson'
  dialect: string
  expected: {
    text?: string
    reasoning?: string
    tools?: { id?: string; name: string; args: string }[]
    finish?: string
    usage?: Record<string, unknown>
    refusal?: string
    error?: unknown
  }
}

const folder = new URL('../../../../shared/streams/', import.meta.url)
const index = new URL('index.json', folder)
const known = ['openai', 'sse-starlette']
const recordings: Recording[] = existsSync(index)
  ? JSON.parse(readFileSync(index, 'utf8')).filter(
      ({ dialect, file }: Recording) => known.includes(dialect) || file.startsWith('sse-starlette'),
    )
  : []

describe.skipIf(recordings.length === 0)(
  'the shared recorded streams, recognised by themselves',
  () => {
    test.each(recordings)('$file', { timeout: 60_000 }, async ({ file, format, expected }) => {
      const raw = readFileSync(new URL(file, folder), 'utf8')
      const body = format === 'json-lines' ? sse(...raw.trim().split('\n')) : raw
      const sizes = fc.sample(fc.integer({ min: 1, max: 200 }), { numRuns: 3, seed: 1 })
      for (const size of [Infinity, 1, ...sizes]) {
        const { message, outcome } = await decodeAll(createAuto(), body, { size })
        expect(textOf(message)).toBe(expected.text ?? '')
        expect(message.refusal).toBe(expected.refusal)
        if (expected.reasoning !== undefined) expect(reasoningOf(message)).toBe(expected.reasoning)
        if (expected.finish !== undefined) expect(message.finishReason).toBe(expected.finish)
        if (expected.usage !== undefined) expect(message.usage?.raw).toEqual(expected.usage)
        if (expected.tools !== undefined) {
          const tools = message.parts.filter((part) => part.type === 'tool')
          expect(tools).toMatchObject(expected.tools)
        }
        const failed = expected.error !== undefined
        expect(outcome).toBe(failed ? 'failed' : expected.refusal ? 'refused' : 'complete')
      }
    })
  },
)
