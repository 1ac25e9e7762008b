import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { useChats, useSettings } from '../stores/index.ts'
import { drawDiagramKey, loadMarkdownRenderer, preloadAnswerParts } from '../components/index.ts'
import App from './App.vue'
import { loadDeployerConfig } from './config/deployerConfig.ts'
import { drawDiagram } from './diagrams/drawDiagram.ts'
import { createAppI18n } from './i18n/createAppI18n.ts'
import { useLanguage } from './i18n/useLanguage.ts'
import { registerServiceWorker } from './offline/registerServiceWorker.ts'
import { useTheme } from './useTheme.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/print.css'

/** In milliseconds. */
const LONGEST_RESTORATION = 500

registerServiceWorker()
const pinia = createPinia()
const settings = useSettings(pinia)
// Before anything is awaited, so that nobody sees the other theme first.
useTheme(() => settings.theme)

const i18n = createAppI18n()
const language = useLanguage(i18n, () => settings.language)

/** Not awaited by the module itself: what is loaded on the way may lie in this very file, and would wait for its end. */
async function start(): Promise<void> {
  const config = await loadDeployerConfig()
  settings.applyDefaults(config.defaults)
  const restoration = useChats(pinia).restoreHistory()
  // So that a reload does not begin with another picture; but a database that is slow holds up nobody.
  await Promise.race([
    restoration,
    new Promise((resolve) => setTimeout(resolve, LONGEST_RESTORATION)),
  ])
  await language

  createApp(App, { configProblems: config.problems })
    .use(pinia)
    .use(i18n)
    .provide(drawDiagramKey, drawDiagram)
    .mount('#app')

  // After the first screen, and before the first answer.
  requestAnimationFrame(() =>
    setTimeout(() => void loadMarkdownRenderer().then(preloadAnswerParts)),
  )
}

void start()
