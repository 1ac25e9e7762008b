import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTestI18n } from './i18n.test-helper.ts'
import { en } from './en.ts'
import { languageFor } from './language.ts'
import { zhCN } from './zh-CN.ts'

type Text = (context: { named: (name: string) => void; plural: (forms: string[]) => void }) => void

/** Every text, by its key. */
function textsOf(texts: object, path = ''): [key: string, text: string | Text][] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' ? textsOf(value, `${path}${name}.`) : [[path + name, value]],
  )
}

const keysOf = (texts: object) => textsOf(texts).map(([key]) => key)

/** The values that a text names. */
function namedIn(text: string | Text | undefined): Set<string> {
  const names = new Set<string>()
  if (typeof text === 'function')
    text({ named: (name) => names.add(name), plural: () => undefined })
  return names
}

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect(keysOf(zhCN)).toEqual(keysOf(en))
  })

  it('name the same values in both languages', () => {
    const chinese = new Map(textsOf(zhCN))
    for (const [key, text] of textsOf(en))
      expect(namedIn(chinese.get(key)), key).toEqual(namedIn(text))
    expect(namedIn(chinese.get('sidebar.options'))).toEqual(new Set(['title']))
  })

  it('have no braces, which nothing would fill', () => {
    for (const [key, text] of [...textsOf(en), ...textsOf(zhCN)])
      expect(String(typeof text === 'string' ? text : ''), key).not.toMatch(/[{}|]/)
  })

  it('exist for every key that a component asks for', () => {
    const known = new Set(keysOf(en))
    for (const folder of ['src/components', 'src/app']) {
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.vue'))) {
        const source = readFileSync(join(folder, file), 'utf8')
        for (const [, key = ''] of source.matchAll(/\bt\('([\w.-]+)'/g)) {
          expect(known.has(key), `${key} in ${file}`).toBe(true)
        }
      }
    }
  })

  it.each([
    ['en', 'Answer complete, one character'],
    ['zh-CN', '回答完毕，共 1 个字符'],
  ] as const)('count in %s', (language, expected) => {
    const { t } = createTestI18n(language).global
    expect(t('status.done', { count: '1' }, 1)).toBe(expected)
  })
})

describe('the language', () => {
  it.each([
    ['auto', ['zh-TW', 'en'], 'zh-CN'],
    ['auto', ['fr-FR', 'zh-Hans-CN', 'en'], 'zh-CN'],
    ['auto', ['en-GB', 'zh'], 'en'],
    ['auto', ['fr'], 'en'],
    ['auto', [], 'en'],
    ['zh-CN', ['en'], 'zh-CN'],
  ] as const)('for the choice %s and the browser’s %j is %s', (choice, wanted, expected) => {
    expect(languageFor(choice, wanted)).toBe(expected)
  })
})
