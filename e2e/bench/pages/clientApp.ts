import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../../../src/app/App.vue'
import { createAppTexts, setLanguage } from '../../../src/app/i18n/createAppTexts.ts'
import { en } from '../../../src/app/i18n/en.ts'
import { textOf } from '../../../src/core/index.ts'
import { useChats } from '../../../src/stores/chats/chats.ts'
import { useSettings } from '../../../src/stores/settings/settings.ts'
import { startClientBench } from '../inPage/clientBench.ts'
import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'

const container = document.createElement('div')
document.body.append(container)

// The whole app as users run it, set up like src/app/main.ts.
startClientBench(container, (host, url) => {
  const pinia = createPinia()
  useSettings(pinia).applyDefaults({ url, transport: 'get' })
  const texts = createAppTexts()
  setLanguage(texts, 'en', en)
  createApp(App).use(pinia).use(texts).mount(host)
  const chats = useChats(pinia)
  return {
    ask: () => chats.send('Tell me everything.'),
    text: () => {
      const last = chats.active.messages.at(-1)
      return last ? textOf(last) : ''
    },
  }
})
