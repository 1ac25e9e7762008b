import { describe, expect, test } from 'vitest'
import { API_NAMES } from '../../model/index.ts'
import { APIS, isApiName, readModels } from './apis.ts'

describe('a list of models', () => {
  test.each([
    ['OpenAI’s and Anthropic’s', { data: [{ id: 'a' }, { id: 'b' }] }],
    ['Ollama’s', { models: [{ name: 'a' }, { name: 'b' }] }],
    ['Gemini’s', { models: [{ name: 'models/a' }, { name: 'models/b' }] }],
  ])('in %s shape is read', (_, list) => {
    expect(readModels(list)).toEqual(['a', 'b'])
  })

  test('leaves out models that cannot generate text', () => {
    const models = [
      { name: 'models/a', supportedGenerationMethods: ['generateContent'] },
      { name: 'models/b', supportedGenerationMethods: ['embedContent'] },
    ]
    expect(readModels({ models })).toEqual(['a'])
  })

  test.each([null, 'a', [], {}, { data: 'a' }, { data: [1, null, { id: 7 }] }])(
    'that is invalid (%j) contains no models',
    (list) => expect(readModels(list)).toEqual([]),
  )
})

test('isApiName() accepts only the names of known APIs', () => {
  expect(API_NAMES.every(isApiName)).toBe(true)
  expect(Object.keys(APIS)).toEqual([...API_NAMES])
  for (const value of ['toString', '', undefined, 1]) expect(isApiName(value)).toBe(false)
})
