import { createI18n } from 'vue-i18n'
import { APP_LANGUAGES, type AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'

/** No texts yet: they come with `speak`, and only those of the language that is spoken. */
export function createAppI18n() {
  return createI18n({
    legacy: false,
    locale: '',
    // Every language has all texts.
    fallbackLocale: false,
    numberFormats: Object.fromEntries(APP_LANGUAGES.map((language) => [language, {}])),
  })
}

export type AppI18n = ReturnType<typeof createAppI18n>

export function speak(i18n: AppI18n, language: AppLanguage, texts: Messages): void {
  i18n.global.setLocaleMessage(language, toFunctions(texts))
  i18n.global.locale.value = language
}

/** All texts as functions, which are called as they are: strings would be compiled, and no compiler is shipped. */
function toFunctions<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (typeof text === 'string') return [name, () => text]
    return [name, typeof text === 'object' ? toFunctions(text as object) : text]
  })
  return Object.fromEntries(entries) as Texts
}
