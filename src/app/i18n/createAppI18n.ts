import { createI18n } from 'vue-i18n'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'

/** The English texts, which are there from the beginning. See `addTexts` for those of other languages. */
export function createAppI18n() {
  const locale: AppLanguage = 'en'
  const english: Messages = toFunctions(en)
  return createI18n({
    legacy: false,
    locale,
    fallbackLocale: 'en',
    messages: { en: english },
    numberFormats: { en: {}, 'zh-CN': {} },
  })
}

export type AppI18n = ReturnType<typeof createAppI18n>

/** Adds the texts of a language, which can be spoken from then on. */
export function addTexts(i18n: AppI18n, language: AppLanguage, texts: Messages): void {
  i18n.global.setLocaleMessage(language, toFunctions(texts))
}

/** All texts as functions, which are called as they are: strings would be compiled, and no compiler is shipped. */
function toFunctions<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (typeof text === 'string') return [name, () => text]
    return [name, typeof text === 'object' ? toFunctions(text as object) : text]
  })
  return Object.fromEntries(entries) as Texts
}
