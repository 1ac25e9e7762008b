import { describe, expect, test } from 'vitest'
import { createTestTexts } from './i18n.test-helper.ts'
import { createTexts } from '../../components/index.ts'
import { en } from './en.ts'
import { languageFor } from './language.ts'
import { zhCN } from './zh-CN.ts'

type Text = (context: { named: (name: string) => void; plural: (forms: string[]) => void }) => void

/** Returns every text with its key. */
function textsOf(texts: object, path = ''): [key: string, text: string | Text][] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' ? textsOf(value, `${path}${name}.`) : [[path + name, value]],
  )
}

const keysOf = (texts: object) => textsOf(texts).map(([key]) => key)

/** Returns the names of the values in a text. */
function valueNames(text: string | Text | undefined): Set<string> {
  const names = new Set<string>()
  if (typeof text === 'function')
    text({ named: (name) => names.add(name), plural: () => undefined })
  return names
}

describe('the texts', () => {
  test('en and zh-CN have the same keys', () => {
    expect(keysOf(zhCN)).toEqual(keysOf(en))
  })

  test('en and zh-CN use the same values', () => {
    const chinese = new Map(textsOf(zhCN))
    for (const [key, text] of textsOf(en))
      expect(valueNames(chinese.get(key)), key).toEqual(valueNames(text))
    expect(valueNames(chinese.get('sidebar.options'))).toEqual(new Set(['title']))
  })

  test('no text has placeholders in braces, as nothing would replace them', () => {
    for (const [key, text] of [...textsOf(en), ...textsOf(zhCN)])
      expect(String(typeof text === 'string' ? text : ''), key).not.toMatch(/[{}|]/)
  })

  test('every key in a component has a text', () => {
    const known = new Set(keysOf(en))
    const sources = import.meta.glob<string>(['../../components/**/*.vue', '../**/*.vue'], {
      query: '?raw',
      import: 'default',
      eager: true,
    })
    const used = Object.entries(sources).flatMap(([file, source]) =>
      [...source.matchAll(/\bt\('([\w.-]+)'/g)].map(([, key = '']) => [key, file] as const),
    )
    expect(used.length).toBeGreaterThan(100)
    for (const [key, file] of used) expect(known.has(key), `${key} in ${file}`).toBe(true)
  })

  test.each([
    ['en', 'Answer complete, one character'],
    ['zh-CN', '回答完毕，共 1 个字符'],
  ] as const)('plural forms work in %s', (language, expected) => {
    const { t } = createTexts(createTestTexts(language).inUse)
    expect(t('status.done', { count: '1' }, 1)).toBe(expected)
  })
})

describe('languageFor()', () => {
  test.each([
    ['auto', ['zh-TW', 'en'], 'zh-CN'],
    ['auto', ['fr-FR', 'zh-Hans-CN', 'en'], 'zh-CN'],
    ['auto', ['en-GB', 'zh'], 'en'],
    ['auto', ['fr'], 'en'],
    ['auto', [], 'en'],
    ['zh-CN', ['en'], 'zh-CN'],
  ] as const)(
    'with the choice %s and the browser’s %j returns %s',
    (choice, preferred, expected) => {
      expect(languageFor(choice, preferred)).toBe(expected)
    },
  )
})
