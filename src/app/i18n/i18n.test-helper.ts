import { addTexts, createAppI18n, type AppI18n } from './createAppI18n.ts'
import type { AppLanguage } from './language.ts'
import { zhCN } from './zh-CN.ts'

/** All texts in all languages at once, in the one that is given. */
export function createTestI18n(language: AppLanguage = 'en'): AppI18n {
  const i18n = createAppI18n()
  addTexts(i18n, 'zh-CN', zhCN)
  i18n.global.locale.value = language
  return i18n
}
