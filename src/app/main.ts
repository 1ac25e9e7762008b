import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { useChats, useSettings } from '../stores/index.ts'
import { drawDiagramKey, loadMarkdownRenderer, preloadAnswerParts } from '../components/index.ts'
import App from './App.vue'
import { loadDeployerConfig } from './config/deployerConfig.ts'
import { drawDiagram } from './diagrams/drawDiagram.ts'
import { createAppTexts } from './i18n/createAppTexts.ts'
import { useLanguage } from './i18n/useLanguage.ts'
import { registerServiceWorker } from './offline/registerServiceWorker.ts'
import { useTheme } from './useTheme.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'
import './styles/print.css'

/** Milliseconds to wait for the stored chats before the app is mounted. */
const MAX_RESTORE_WAIT = 500

registerServiceWorker()
const pinia = createPinia()
const settings = useSettings(pinia)
// Before anything is awaited, so that the other theme never flashes.
useTheme(() => settings.theme)

const texts = createAppTexts()
const language = useLanguage(texts, () => settings.language)

/**
 * Starts the app. Don't await it at the top level of this module: a chunk that it imports may be bundled into this
 * file, and would wait for the module's end forever.
 */
async function start(): Promise<void> {
  const config = await loadDeployerConfig()
  settings.applyDefaults(config.defaults)
  const restoration = useChats(pinia).restoreHistory()
  // So that a reload shows the open chat at once. A slow database doesn't delay the app for longer than this.
  await Promise.race([restoration, new Promise((resolve) => setTimeout(resolve, MAX_RESTORE_WAIT))])
  await language

  createApp(App, { configProblems: config.problems })
    .use(pinia)
    .use(texts)
    .provide(drawDiagramKey, drawDiagram)
    .mount('#app')

  // After the first screen is drawn, and before the first answer.
  requestAnimationFrame(() =>
    setTimeout(() => void loadMarkdownRenderer().then(preloadAnswerParts)),
  )
}

void start()
