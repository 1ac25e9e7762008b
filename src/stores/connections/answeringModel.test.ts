import { describe, expect, test } from 'vitest'
import type { DialectState } from '../../core/index.ts'
import { answeringModel } from './answeringModel.ts'

const record = (payload: unknown) => ({ event: 'message', id: '', data: JSON.stringify(payload) })
const modelUsage = (model: string) => [{ type: 'usage', usage: { model } }]

describe('answeringModel()', () => {
  test.each([
    ['Chat Completions and Ollama', { model: 'm' }],
    ['Anthropic', { type: 'message_start', message: { model: 'm' } }],
    ['Responses', { type: 'response.created', response: { model: 'm' } }],
    ['Gemini', { modelVersion: 'm' }],
  ])('reads the name from the field of %s', (_, payload) => {
    expect(answeringModel(record(payload), {})).toEqual(modelUsage('m'))
  })

  test('reports the model once, although every chunk names it', () => {
    const state: DialectState = {}
    expect(answeringModel(record({ id: 1 }), state)).toEqual([])
    expect(answeringModel(record({ model: 'm' }), state)).toEqual(modelUsage('m'))
    expect(answeringModel(record({ model: 'm' }), state)).toEqual([])
  })

  test('stops searching an answer that never names its model', () => {
    const state: DialectState = {}
    for (let count = 0; count < 5; count += 1) answeringModel(record({ content: 'x' }), state)
    expect(answeringModel(record({ model: 'm' }), state)).toEqual([])
    expect(answeringModel({ event: 'message', id: '', data: '[DONE]' }, {})).toEqual([])
  })
})
