import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from '../../../src/app/App.vue'
import { createAppI18n, setLanguage } from '../../../src/app/i18n/createAppI18n.ts'
import { en } from '../../../src/app/i18n/en.ts'
import { textOf } from '../../../src/core/index.ts'
import { useChats } from '../../../src/stores/chats/chats.ts'
import { useSettings } from '../../../src/stores/settings/settings.ts'
import { startClientBench } from '../inPage/clientBench.ts'
import '../../../src/app/styles/tokens.css'
import '../../../src/app/styles/base.css'

const place = document.createElement('div')
document.body.append(place)

// Everything that a person runs, wired as src/app/main.ts does it.
startClientBench(place, (host, address) => {
  const pinia = createPinia()
  useSettings(pinia).applyDefaults({ url: address, transport: 'get' })
  const i18n = createAppI18n()
  setLanguage(i18n, 'en', en)
  createApp(App).use(pinia).use(i18n).mount(host)
  const conversations = useChats(pinia)
  return {
    ask: () => conversations.send('Tell me everything.'),
    text: () => {
      const last = conversations.active.messages.at(-1)
      return last ? textOf(last) : ''
    },
  }
})
