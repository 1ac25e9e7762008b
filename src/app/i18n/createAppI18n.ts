import { createI18n } from 'vue-i18n'
import { APP_LANGUAGES, type AppLanguage } from './language.ts'
import type { Messages } from './schema.ts'

/** Creates the i18n instance without texts. `setLanguage` adds those of the language in use. */
export function createAppI18n() {
  return createI18n({
    legacy: false,
    locale: '',
    // Every language has all texts, so there is no fallback.
    fallbackLocale: false,
    numberFormats: Object.fromEntries(APP_LANGUAGES.map((language) => [language, {}])),
  })
}

export type AppI18n = ReturnType<typeof createAppI18n>

/** Switches to a language, with its texts. */
export function setLanguage(i18n: AppI18n, language: AppLanguage, texts: Messages): void {
  i18n.global.setLocaleMessage(language, toFunctions(texts))
  i18n.global.locale.value = language
}

/** Turns every text into a function. vue-i18n would compile strings, and the app ships no compiler. */
function toFunctions<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([name, text]) => {
    if (typeof text === 'string') return [name, () => text]
    return [name, typeof text === 'object' ? toFunctions(text as object) : text]
  })
  return Object.fromEntries(entries) as Texts
}
