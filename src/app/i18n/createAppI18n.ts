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
    messages: { en, 'zh-CN': zhCN },
    numberFormats: { en: {}, 'zh-CN': {} },
  })
}

export type AppI18n = ReturnType<typeof createAppI18n>
