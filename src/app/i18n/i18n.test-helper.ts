import { createAppI18n, speak, type AppI18n } from './createAppI18n.ts'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import { zhCN } from './zh-CN.ts'

/** The app's texts at once, in one language. */
export function speaking(language: AppLanguage = 'en'): AppI18n {
  const i18n = createAppI18n()
  speak(i18n, language, language === 'en' ? en : zhCN)
  return i18n
}
