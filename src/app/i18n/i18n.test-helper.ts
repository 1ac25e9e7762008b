import { createAppTexts, setLanguage, type AppTexts } from './createAppTexts.ts'
import { en } from './en.ts'
import type { AppLanguage } from './language.ts'
import { zhCN } from './zh-CN.ts'

/** Returns a plugin with the app's texts in one language, without loading. */
export function createTestTexts(language: AppLanguage = 'en'): AppTexts {
  const appTexts = createAppTexts()
  setLanguage(appTexts, language, language === 'en' ? en : zhCN)
  return appTexts
}
