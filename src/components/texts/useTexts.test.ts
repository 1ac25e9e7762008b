import { describe, expect, test } from 'vitest'
import { createApp, shallowRef } from 'vue'
import { createTexts, useTexts, type TextContext, type TextsInUse } from './useTexts.ts'

const english: TextsInUse = {
  language: 'en',
  texts: {
    send: 'Send',
    list: {
      options: ({ named }: TextContext) => `Options for ${named('title')}`,
      chats: ({ plural, named }: TextContext) => plural(['1 chat', `${named('count')} chats`]),
      models: ({ plural, named }: TextContext) =>
        plural(['No models', '1 model', `${named('count')} models`]),
    },
  },
}

describe('t()', () => {
  const { t } = createTexts(shallowRef(english))

  test('returns a text, and fills in its values', () => {
    expect(t('send')).toBe('Send')
    expect(t('list.options', { title: 'A' })).toBe('Options for A')
    expect(t('list.options')).toBe('Options for ')
  })

  test.each([
    [0, '0 chats', 'No models'],
    [1, '1 chat', '1 model'],
    [2, '2 chats', '2 models'],
  ])('returns the form for %i', (count, chats, models) => {
    expect(t('list.chats', { count }, count)).toBe(chats)
    expect(t('list.models', { count }, count)).toBe(models)
  })

  test.each(['missing', 'list', 'list.options.more', 'send.length', '__proto__.x', ''])(
    'returns the key %j, which has no text',
    (key) => expect(t(key)).toBe(key),
  )
})

test('the texts and numbers follow the language in use', () => {
  const inUse = shallowRef(english)
  const { t, n, locale } = createTexts(inUse)
  expect(n(1234.5, { maximumFractionDigits: 1 })).toBe('1,234.5')
  inUse.value = { language: 'de', texts: { send: 'Senden' } }
  expect([t('send'), n(1234.5), locale.value]).toEqual(['Senden', '1.234,5', 'de'])
})

test('useTexts() says what is missing if no texts are provided', () => {
  const app = createApp({ setup: useTexts, render: () => null })
  app.config.warnHandler = () => undefined
  expect(() => app.mount(document.createElement('div'))).toThrow(
    'No texts are provided. Provide them with `textsKey`.',
  )
})
