import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import { zhCN } from './zh-CN.ts'

/** Texts in all languages, in the one that is given. */
export function createAppI18n(language: AppLanguage) {
  return createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'en',
    messages: { en: toFunctions(en), 'zh-CN': toFunctions(zhCN) },
    numberFormats: { en: {}, 'zh-CN': {} },
  })
}

export type AppI18n = ReturnType<typeof createAppI18n>

/** All texts as functions, which are called as they are: strings would be compiled, and no compiler is shipped. */
function toFunctions<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (typeof text === 'string') return [name, () => text]
    return [name, typeof text === 'object' ? toFunctions(text as object) : text]
  })
  return Object.fromEntries(entries) as Texts
}
