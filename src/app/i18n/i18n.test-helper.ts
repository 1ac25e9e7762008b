import { createAppI18n, setLanguage, type AppI18n } from './createAppI18n.ts'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import { zhCN } from './zh-CN.ts'

/** Returns an i18n instance with the app's texts in one language, without loading. */
export function createTestI18n(language: AppLanguage = 'en'): AppI18n {
  const i18n = createAppI18n()
  setLanguage(i18n, language, language === 'en' ? en : zhCN)
  return i18n
}
