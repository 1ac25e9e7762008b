import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAppI18n } from './createAppI18n.ts'
import { en } from './en.ts'
import { languageFor } from './language.ts'
import { zhCN } from './zh-CN.ts'

function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'string' ? [path + name] : keysOf(value, `${path}${name}.`),
  )
}

describe('the texts', () => {
  it('have the same keys in both languages', () => {
    expect(keysOf(zhCN)).toEqual(keysOf(en))
  })

  it('name the same values in both languages', () => {
    const english = createAppI18n('en').global
    const chinese = createAppI18n('zh-CN').global
    const named = (text: string) => new Set(text.match(/\{\w+\}/g))
    for (const key of keysOf(en)) {
      expect(named(String(chinese.tm(key))), key).toEqual(named(String(english.tm(key))))
    }
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
    const { t } = createAppI18n(language).global
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
